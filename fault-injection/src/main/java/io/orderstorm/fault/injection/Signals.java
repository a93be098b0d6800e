package io.orderstorm.fault.injection;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What faults that wait for a condition are told; asked often, so it must answer at once. */
public interface Signals {

  /** How many records the consumer group is behind now; empty if nobody knows. */
  OptionalLong lag(String group);

  /** The orders a second that the load offers now; empty if nobody knows. */
  OptionalDouble offeredPerSecond();

  /** Nothing is known: conditions on lag and rate never come true. */
  static Signals none() {
    return new Signals() {
      @Override
      public OptionalLong lag(String group) {
        return OptionalLong.empty();
      }

      @Override
      public OptionalDouble offeredPerSecond() {
        return OptionalDouble.empty();
      }
    };
  }
}
