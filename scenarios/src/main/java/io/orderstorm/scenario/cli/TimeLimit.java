package io.orderstorm.scenario.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends something when its time is over, unless it is closed before. */
final class TimeLimit implements AutoCloseable {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "time-limit");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicBoolean over = new AtomicBoolean();

  private TimeLimit(Duration left, Runnable end) {
    var unused =
        timer.schedule(
            () -> {
              over.set(true);
              end.run();
            },
            Math.max(0, left.toMillis()),
            TimeUnit.MILLISECONDS);
  }

  static TimeLimit of(Duration left, Runnable end) {
    return new TimeLimit(left, end);
  }

  /** Whether the time was over. */
  boolean isOver() {
    return over.get();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
