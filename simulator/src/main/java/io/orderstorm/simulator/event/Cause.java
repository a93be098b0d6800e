package io.orderstorm.simulator.event;

import java.util.UUID;

/** The event that caused another one, and where it stands. */
public record Cause(UUID id, String topic, int partition, long offset) {

  /** What a customer does has no causing event. */
  public static final Cause NONE = new Cause(new UUID(0, 0), "", -1, -1);
}
