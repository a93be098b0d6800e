package io.orderstorm.scenario.child;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** How long this JVM has stood still for the collection of garbage since it started. */
public final class GcMeter {

  private GcMeter() {}

  /** The sum of all collections, in seconds. */
  public static double seconds() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .filter(millis -> millis > 0)
            .sum()
        / 1e3;
  }
}
