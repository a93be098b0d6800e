package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;

/**
 * How the next version of a stage's handler differs from the stable one, so that good and bad ones
 * can be planted. Which events it treats otherwise follows from their ids: a run repeated treats
 * the same ones so.
 *
 * @param work how much longer it takes over each event
 * @param rejects share of the events for which the stable version calls the service that it gives
 *     up instead, from 0 to 1
 * @param declines share of those events that it declines without asking the service, from 0 to 1;
 *     above 0 only for a stage that {@link #canDecline}
 */
public record Candidate(Duration work, double rejects, double declines) {

  /** The error class of what it gives up although it is sound. */
  public static final String ERROR_CLASS = "CandidateDefect";

  public Candidate {
    if (work.isNegative()) {
      throw new IllegalArgumentException("work must be 0 or more, not " + work);
    }
    requireShare("rejects", rejects);
    requireShare("declines", declines);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, not " + share);
    }
  }

  /** Whether a stage may say no to an order. */
  public static boolean canDecline(StageName stage) {
    return stage == StageName.INVENTORY || stage == StageName.PAYMENT;
  }
}
