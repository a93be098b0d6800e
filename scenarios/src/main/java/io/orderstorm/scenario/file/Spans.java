package io.orderstorm.scenario.file;

import java.time.Duration;

/** Quantities on the command line, written as in files. Each refuses with what is allowed. */
public final class Spans {

  private Spans() {}

  /** A duration above 0, such as {@code 4h}. */
  public static Duration duration(String text) {
    return Quantity.span(text);
  }

  /** A rate, such as {@code 50/s}. */
  public static double perSecond(String text) {
    return Quantity.rate(text).perSecond();
  }

  /** A rate of bytes, such as {@code 1MB/s}. */
  public static long bytesPerSecond(String text) {
    return ReplayRequestFile.bytesPerSecond(text);
  }
}
