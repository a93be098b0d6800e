package io.orderstorm.fault.injection;

import io.orderstorm.fault.MessageFault;

/** Poison begins to flow, and ceases. */
final class MessageIntervention implements Intervention {

  private final MessageFault fault;
  private final MessagePort port;
  private volatile Effect added = Effect.missing("no record was added");

  MessageIntervention(MessageFault fault, MessagePort port) {
    this.fault = fault;
    this.port = port;
  }

  @Override
  public String inject() throws Exception {
    port.start(fault);
    return fault.describe();
  }

  @Override
  public String revert() throws Exception {
    added = port.stop(fault);
    return "no more is added to " + fault.topic();
  }

  @Override
  public Effect effect(Effect probed) {
    return added;
  }
}
