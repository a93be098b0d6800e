package io.orderstorm.fault.injection;

import io.orderstorm.fault.DownstreamFault;

/** A service misbehaves, and behaves again. */
final class DownstreamIntervention implements Intervention {

  private final DownstreamFault fault;
  private final DownstreamPort port;
  private volatile Effect felt = Effect.missing("no call felt it");

  DownstreamIntervention(DownstreamFault fault, DownstreamPort port) {
    this.fault = fault;
    this.port = port;
  }

  @Override
  public String inject() throws Exception {
    port.set(fault);
    return fault.describe();
  }

  @Override
  public String revert() throws Exception {
    felt = port.reset(fault);
    return fault.service() + " behaves as before";
  }

  @Override
  public Effect effect(Effect probed) {
    return felt;
  }
}
