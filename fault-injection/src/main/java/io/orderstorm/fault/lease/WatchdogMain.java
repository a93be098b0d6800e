package io.orderstorm.fault.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The watchdog: waits until a lease has ended, reverts what is open in it, and ends.
 *
 * <p>The lease ends when its owner says so, when the owner's process is gone, or when the owner has
 * been silent for three quarters of it, so that there is time to revert within the lease. Silence
 * is measured by this process's own monotonic clock; a change of the wall clock ends nothing.
 */
public final class WatchdogMain {

  /** What it prints once it watches. */
  static final String WATCHING = "watching";

  private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LONGEST_REVERSAL = Duration.ofSeconds(60);

  private final LeaseFile file;
  private final ProcessMark owner;
  private final Duration lease;

  private WatchdogMain(LeaseFile file, ProcessMark owner, Duration lease) {
    this.file = file;
    this.owner = owner;
    this.lease = lease;
  }

  static List<String> arguments(LeaseFile file, ProcessMark owner, Duration lease) {
    return List.of(
        file.path().toString(),
        Long.toString(owner.pid()),
        owner.started(),
        Long.toString(lease.toMillis()));
  }

  /** {@code WatchdogMain LEASE-FILE OWNER-PID OWNER-START LEASE-MILLIS}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var file = new LeaseFile(Path.of(arguments[0]));
    var owner = new ProcessMark(Long.parseLong(arguments[1]), arguments[2]);
    var lease = Duration.ofMillis(Long.parseLong(arguments[3]));
    System.out.println(WATCHING);
    new WatchdogMain(file, owner, lease).watch();
  }

  private void watch() throws IOException, InterruptedException {
    awaitEndOfLease();
    var unfinished = new UnfinishedLease(file.end());
    unfinished.revert(LONGEST_REVERSAL);
  }

  private void awaitEndOfLease() throws IOException, InterruptedException {
    var size = -1L;
    var renewedNanos = System.nanoTime();
    var silenceNanos = lease.toNanos() / 4 * 3;
    while (owner.stillRuns() && System.nanoTime() - renewedNanos <= silenceNanos) {
      long now;
      try {
        now = Files.size(file.path());
      } catch (NoSuchFileException e) {
        return;
      }
      if (now != size) {
        size = now;
        renewedNanos = System.nanoTime();
      }
      Thread.sleep(PAUSE_BETWEEN_LOOKS.toMillis());
    }
  }
}
