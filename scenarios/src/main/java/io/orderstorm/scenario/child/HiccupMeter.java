package io.orderstorm.scenario.child;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How late an idle thread of this JVM wakes up (after Gil Tene's jHiccup): what the machine, the
 * collector and the scheduler add to everything that is measured here. It sleeps a millisecond at a
 * time and records what it overslept, with the values that a longer stall would have hidden filled
 * in.
 */
public final class HiccupMeter implements AutoCloseable {

  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long HIGHEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private final SingleWriterRecorder recorder = new SingleWriterRecorder(1, HIGHEST_NANOS, 2);
  private final Thread thread = new Thread(this::measure, "hiccup-meter");
  private volatile boolean running = true;

  private HiccupMeter() {
    thread.setDaemon(true);
  }

  /** Starts measuring. */
  public static HiccupMeter start() {
    var meter = new HiccupMeter();
    meter.thread.start();
    return meter;
  }

  /** What was measured since the last call. */
  public Hiccups sinceLastCall() {
    Histogram interval = recorder.getIntervalHistogram();
    return new Hiccups(interval.getValueAtPercentile(99) / 1e6, interval.getMaxValue() / 1e6);
  }

  private void measure() {
    while (running) {
      long before = System.nanoTime();
      try {
        TimeUnit.NANOSECONDS.sleep(INTERVAL_NANOS);
      } catch (InterruptedException e) {
        return;
      }
      long late = Math.max(0, System.nanoTime() - before - INTERVAL_NANOS);
      recorder.recordValueWithExpectedInterval(Math.min(late, HIGHEST_NANOS), INTERVAL_NANOS);
    }
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }

  /** Oversleeping in milliseconds. */
  public record Hiccups(double p99Ms, double maxMs) {

    /** As a child tells it to the harness. */
    public String message() {
      return "hiccup " + p99Ms + " " + maxMs;
    }
  }
}
