package io.orderstorm.fault.injection;

import io.orderstorm.fault.DownstreamFault;

/** The downstream services of an environment. */
public interface DownstreamPort {

  /** Lets the service misbehave. */
  void set(DownstreamFault fault) throws Exception;

  /** Lets it behave again, and tells which calls felt it: effective if at least one did. */
  Effect reset(DownstreamFault fault) throws Exception;
}
