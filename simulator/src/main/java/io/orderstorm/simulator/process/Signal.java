package io.orderstorm.simulator.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java can't send by itself; they go through the system's {@code kill} command. */
enum Signal {
  STOP,
  CONT;

  /**
   * Sends this signal to a process.
   *
   * @throws IllegalStateException if the process does not exist or is not ours
   */
  void send(long pid) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "SIG" + name() + " to process " + pid + " failed with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't run kill -" + name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending SIG" + name() + " to " + pid, e);
    }
  }
}
