package io.orderstorm.fault.process;

import io.orderstorm.fault.injection.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A process of this host under the name that reports give it.
 *
 * @param limit how long an effect may take before it counts as missing
 */
public record HostProcess(String name, ProcessHandle handle, Duration limit) {

  private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(2);
  private static final char STOPPED = 'T';
  private static final char UNKNOWN = '?';

  public HostProcess {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "The limit for " + name + " must be above 0, but is " + limit);
    }
  }

  /** SIGKILL: effective when the process is gone. */
  public Effect kill() throws InterruptedException {
    handle.destroyForcibly();
    return gone("no longer alive");
  }

  /** SIGTERM: effective when the process has ended; one that does not want to is left running. */
  public Effect stop() throws InterruptedException {
    handle.destroy();
    return gone("ended");
  }

  private Effect gone(String words) throws InterruptedException {
    var start = System.nanoTime();
    try {
      handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Effect.seen(label() + " " + words + " after " + millisSince(start) + " ms");
    } catch (TimeoutException e) {
      return Effect.missing(label() + " still alive after " + millisSince(start) + " ms");
    } catch (ExecutionException e) {
      throw new IllegalStateException("The end of " + label() + " can't be observed", e);
    }
  }

  /** SIGSTOP: effective when the kernel says that the process is stopped. */
  public Effect pause() throws IOException, InterruptedException {
    signal("STOP");
    return becomes(() -> state() == STOPPED, "frozen");
  }

  /** SIGCONT: effective when the process is not stopped any more; harmless if it was not. */
  public Effect resume() throws IOException, InterruptedException {
    signal("CONT");
    return becomes(() -> handle.isAlive() && state() != STOPPED, "running");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + handle.pid())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!shell.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || shell.exitValue() != 0) {
      shell.destroyForcibly();
      throw new IOException("SIG" + signal + " could not be sent to " + label());
    }
  }

  private Effect becomes(BooleanSupplier condition, String words) throws InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (deadline - System.nanoTime() < 0) {
        return Effect.missing(label() + " not " + words + ", state " + state());
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE_BETWEEN_LOOKS.toNanos());
    }
    return Effect.seen(label() + " " + words);
  }

  /**
   * The letter that Linux has for the process's state; behind the command, which may contain
   * anything.
   */
  private char state() {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException | StringIndexOutOfBoundsException e) {
      return UNKNOWN;
    }
  }

  private String label() {
    return name + " (pid " + handle.pid() + ")";
  }

  private static long millisSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
