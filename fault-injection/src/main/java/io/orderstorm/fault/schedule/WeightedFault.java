package io.orderstorm.fault.schedule;

import io.orderstorm.fault.Fault;

/**
 * A fault that chance may choose.
 *
 * @param fault what happens and for how long; its {@code at} is not used, chance sets it
 * @param weight how often it is chosen, compared with the others' weights
 */
public record WeightedFault(Fault fault, int weight) {

  private static final int MOST = 1_000_000;

  public WeightedFault {
    if (weight < 1 || weight > MOST) {
      throw new IllegalArgumentException(
          "Fault '" + fault.name() + "': weight lies between 1 and " + MOST + ", but is " + weight);
    }
  }
}
