package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RecordWriter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Hands records to the operating system four times a second, so that a killed process loses little
 * of what it saw.
 */
final class Flushing implements AutoCloseable {

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var flusher = new Thread(task, "flushing");
            flusher.setDaemon(true);
            return flusher;
          });

  private Flushing() {}

  static Flushing of(List<RecordWriter<?>> writers) {
    var flushing = new Flushing();
    var unused =
        flushing.thread.scheduleWithFixedDelay(
            () -> writers.forEach(RecordWriter::flush), 250, 250, TimeUnit.MILLISECONDS);
    return flushing;
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a flush hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
