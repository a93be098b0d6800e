package io.orderstorm.simulator.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What protects the live path: a group whose lag, or whose delay, slows the replay, and pauses it
 * in the end.
 *
 * @param group the consumer group that is watched
 * @param lagAbove records of lag above which the replay slows down
 * @param resumeBelow records of lag at which it goes faster again; at most {@code lagAbove}
 * @param p99Above the time from a record's append to its group's commit that at most one record in
 *     a hundred may exceed; {@code null} if none is asked for. At least 1 s: the guard looks once a
 *     second
 */
public record Guard(String group, long lagAbove, long resumeBelow, @Nullable Duration p99Above) {

  /** No finer than the guard's own look. */
  public static final Duration FINEST = Duration.ofSeconds(1);

  public Guard {
    if (lagAbove < 1 || resumeBelow < 0 || resumeBelow > lagAbove) {
      throw new IllegalArgumentException(
          "a guard's lag is above 0 and resumes at most there, but is "
              + lagAbove
              + " and "
              + resumeBelow);
    }
    if (p99Above != null && p99Above.compareTo(FINEST) < 0) {
      throw new IllegalArgumentException(
          "a guard's p99 is at least 1s, since it looks once a second, but is "
              + p99Above.toMillis()
              + "ms");
    }
  }

  /** A guard of lag alone. */
  public Guard(String group, long lagAbove, long resumeBelow) {
    this(group, lagAbove, resumeBelow, null);
  }
}
