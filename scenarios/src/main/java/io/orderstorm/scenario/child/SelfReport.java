package io.orderstorm.scenario.child;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a process of ours tells of itself twice a second, so that the run can be called void. */
public final class SelfReport {

  private static final long EVERY_MILLIS = 500;

  private SelfReport() {}

  /**
   * Tells {@code gc SECONDS}, and {@code clock-step MILLIS} when the wall clock has stepped, for as
   * long as this JVM lives.
   */
  public static void to(Consumer<String> parent) {
    to(parent, () -> {});
  }

  /**
   * As {@link #to(Consumer)}.
   *
   * @param more done each time as well
   */
  static void to(Consumer<String> parent, Runnable more) {
    var thread = new Thread(() -> report(parent, more), "self-report");
    thread.setDaemon(true);
    thread.start();
  }

  private static void report(Consumer<String> parent, Runnable more) {
    var clocks = new ClockMeter();
    while (!Thread.currentThread().isInterrupted()) {
      parent.accept("gc " + GcMeter.seconds());
      clocks.stepMillis().ifPresent(millis -> parent.accept("clock-step " + millis));
      more.run();
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
