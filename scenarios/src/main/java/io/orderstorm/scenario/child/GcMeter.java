package io.orderstorm.scenario.child;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How long this JVM has stood still for the collection of garbage since it started. */
public final class GcMeter {

  private static final long EVERY_MILLIS = 500;

  private GcMeter() {}

  /** The sum of all collections, in seconds. */
  public static double seconds() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .filter(millis -> millis > 0)
            .sum()
        / 1e3;
  }

  /** Tells {@code gc SECONDS} twice a second, for as long as this JVM lives. */
  public static void tell(Consumer<String> parent) {
    var thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                parent.accept("gc " + seconds());
                pause();
              }
            },
            "gc-meter");
    thread.setDaemon(true);
    thread.start();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
