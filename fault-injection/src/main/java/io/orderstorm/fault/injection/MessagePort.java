package io.orderstorm.fault.injection;

import io.orderstorm.fault.MessageFault;

/** Adds poison to a topic. */
public interface MessagePort {

  /** Begins to add records, in the background. */
  void start(MessageFault fault) throws Exception;

  /** Adds no more, and tells what was added: effective if at least one record was acknowledged. */
  Effect stop(MessageFault fault) throws Exception;
}
