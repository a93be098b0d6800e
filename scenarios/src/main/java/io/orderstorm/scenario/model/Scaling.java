package io.orderstorm.scenario.model;

import java.time.Duration;

/**
 * How a stage's consumers are scaled on its group's lag, as an autoscaler beside a real pipeline
 * does it.
 *
 * @param upTo the most consumers; more than partitions would be idle
 * @param above consumers are added while the lag is above so many records
 * @param below consumers are taken away while the lag is below so many records
 * @param holding how long the lag must be above before consumers are added
 * @param settled how long it must be below before some are taken away: a lag that is low because
 *     there are enough consumers is no reason to have fewer
 * @param cooldown the least time between two changes
 * @param step how many consumers are added or taken away at a time
 */
public record Scaling(
    int upTo,
    long above,
    long below,
    Duration holding,
    Duration settled,
    Duration cooldown,
    int step) {

  public Scaling {
    if (below >= above) {
      throw new IllegalArgumentException(
          "below must be less than above, " + above + ", but is " + below);
    }
  }
}
