package io.orderstorm.fault.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A lease that has ended, with what is still open in it. */
final class UnfinishedLease {

  private static final Duration PAUSE_BETWEEN_ATTEMPTS = Duration.ofMillis(250);

  private final LeaseFile file;
  private final Queue<String> reverted = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  UnfinishedLease(LeaseFile file) {
    this.file = file;
  }

  /**
   * Reverts everything, all at once, so that one that hangs delays no other; tries again until the
   * limit. The file goes when nothing is left.
   */
  LeaseSweep.Swept revert(Duration limit) throws IOException, InterruptedException {
    LeaseFile.Content content;
    try {
      content = file.read();
    } catch (NoSuchFileException e) {
      return LeaseSweep.Swept.NOTHING; // somebody else has done it
    }
    content.unreadable().forEach(line -> failed.add("not understood: " + line));
    var threads = new ArrayList<Thread>();
    for (var reversal : content.open().values()) {
      var thread = new Thread(() -> revert(reversal, limit), "revert");
      thread.start();
      threads.add(thread);
    }
    for (var thread : threads) {
      thread.join();
    }
    if (failed.isEmpty()) {
      Files.deleteIfExists(file.path());
    }
    return new LeaseSweep.Swept(List.copyOf(reverted), List.copyOf(failed));
  }

  private void revert(Reversal reversal, Duration limit) {
    var deadlineNanos = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        try {
          reversal.perform();
          reverted.add(reversal.describe());
          return;
        } catch (IOException e) {
          if (deadlineNanos - System.nanoTime() <= 0) {
            failed.add("not " + reversal.describe() + ": " + e.getMessage());
            return;
          }
          Thread.sleep(PAUSE_BETWEEN_ATTEMPTS.toMillis());
        }
      }
    } catch (InterruptedException e) {
      failed.add("not " + reversal.describe() + ": interrupted");
    }
  }
}
