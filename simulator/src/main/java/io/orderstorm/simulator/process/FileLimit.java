package io.orderstorm.simulator.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How large the files may be that a process writes: the nearest to a full disk that can be had
 * without root. The kernel refuses what goes beyond (EFBIG, where a full disk gives ENOSPC), and a
 * JVM throws an {@link IOException} for both. Set through {@code prlimit} of util-linux, as the
 * soft limit, so that it can be raised again.
 */
public enum FileLimit {
  /** Nothing can be written to any file. */
  NO_ROOM("0"),
  /** As large as the disk allows. */
  NONE("unlimited");

  private final String size;

  FileLimit(String size) {
    this.size = size;
  }

  /**
   * Sets the limit of a running process.
   *
   * @throws IllegalStateException if the process does not exist or is not ours, or if there is no
   *     {@code prlimit}
   */
  public void set(long pid) {
    try {
      int status =
          new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + size + ":")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "prlimit --fsize of process " + pid + " failed with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't run prlimit, which fills a broker's disk", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while limiting process " + pid, e);
    }
  }
}
