package io.orderstorm.simulator.replay;

/**
 * What protects the live path: a group whose lag slows the replay, and pauses it in the end.
 *
 * @param group the consumer group that is watched
 * @param lagAbove records of lag above which the replay slows down
 * @param resumeBelow records of lag at which it goes faster again; at most {@code lagAbove}
 */
public record Guard(String group, long lagAbove, long resumeBelow) {

  public Guard {
    if (lagAbove < 1 || resumeBelow < 0 || resumeBelow > lagAbove) {
      throw new IllegalArgumentException(
          "a guard's lag is above 0 and resumes at most there, but is "
              + lagAbove
              + " and "
              + resumeBelow);
    }
  }
}
