package io.orderstorm.simulator.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The monotonic clock of this host, anchored once to the wall clock.
 *
 * <p>The harness starts it and hands its two anchors to every child process, so that the moments
 * that any of them writes can be subtracted from each other. {@link System#nanoTime()} counts from
 * the same origin in all processes of a Linux host (CLOCK_MONOTONIC); on another host it does not,
 * so the anchors must not leave the machine.
 *
 * @param anchorEpochNanos wall time at the anchor, nanoseconds since the Unix epoch
 * @param anchorNanoTime {@link System#nanoTime()} at the anchor
 */
public record HostClock(long anchorEpochNanos, long anchorNanoTime) implements RunClock {

  /** Anchors a new time base to the wall clock of this moment. */
  public static HostClock start() {
    return new HostClock(wallNanos(), System.nanoTime());
  }

  /**
   * The clock that {@link #toString()} described.
   *
   * @throws IllegalArgumentException if {@code text} is not {@code <epoch nanos>@<nano time>}
   */
  public static HostClock parse(String text) {
    String[] anchors = text.split("@", -1);
    if (anchors.length != 2) {
      throw new IllegalArgumentException("expected <epoch nanos>@<nano time>, was: " + text);
    }
    return new HostClock(Long.parseLong(anchors[0]), Long.parseLong(anchors[1]));
  }

  @Override
  public long nanos() {
    return anchorEpochNanos + (System.nanoTime() - anchorNanoTime);
  }

  /**
   * How far the wall clock has moved away from this clock since the anchor, in nanoseconds; 0 where
   * it was not set.
   */
  public long wallDriftNanos() {
    return wallNanos() - nanos();
  }

  @Override
  public String toString() {
    return anchorEpochNanos + "@" + anchorNanoTime;
  }

  private static long wallNanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
  }
}
