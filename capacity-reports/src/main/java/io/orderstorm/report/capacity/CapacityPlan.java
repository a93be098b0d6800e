package io.orderstorm.report.capacity;

import io.orderstorm.report.cost.CostSheet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a pipeline's capacity, and what follows for who must decide.
 *
 * @param outcome whether the target is carried
 * @param sentence the same for a reader
 * @param headroomShare by how much the sustainable rate lies above the target, as a share of the
 *     target; null without a target, or where no limit of the pipeline was met
 * @param headroom of each load under each condition
 * @param dimensions the four dimensions; empty if no rate was sustained
 * @param recovery the lag-recovery table; empty if it was not measured at which rate backlogs are
 *     worked off
 * @param checked the row that was played
 * @param cost what 1,000 orders use and cost; empty if no rate was sustained
 * @param notMeasured what the study left out, and what of it came to nothing, with the reasons
 * @param probes how many were made
 * @param probedSeconds how long their loads lasted
 */
public record CapacityPlan(
    PlanContext context,
    Study study,
    Outcome outcome,
    String sentence,
    @Nullable Double headroomShare,
    List<Headroom> headroom,
    Optional<Knee> knee,
    Optional<Dimensions> dimensions,
    Optional<LagRecoveryTable> recovery,
    Optional<Checked> checked,
    Optional<CostSheet> cost,
    List<Recommendation> recommendations,
    List<NotMeasured> notMeasured,
    int probes,
    double probedSeconds) {

  /** Whether the target is carried. */
  public enum Outcome {
    /**
     * The interval of the sustainable rate lies above the target, and the accounts of every session
     * are closed.
     */
    CARRIED,
    /** It lies below, or orders were lost or doubled. */
    NOT_CARRIED,
    /** The target lies within it, it could not be measured, or a session did not end in order. */
    UNDECIDED,
    /** No target was named. */
    NO_TARGET
  }

  /**
   * A prediction of the table and what was seen.
   *
   * @param predictedSeconds null if it is never reached
   * @param measuredSeconds null if it was not reached
   * @param doubts why what was measured can't be trusted; empty if it can
   */
  public record Checked(
      double outageSeconds,
      double arrivingPerSecond,
      double workingPerSecond,
      double allowed,
      double predictedBacklog,
      double measuredBacklog,
      @Nullable Double predictedSeconds,
      @Nullable Double measuredSeconds,
      List<String> doubts) {

    public Checked {
      doubts = List.copyOf(doubts);
    }
  }

  /**
   * Something to do.
   *
   * @param evidence what it rests on
   * @param effect what is expected of it
   */
  public record Recommendation(String what, String evidence, String effect) {}

  public CapacityPlan {
    headroom = List.copyOf(headroom);
    recommendations = List.copyOf(recommendations);
    notMeasured = List.copyOf(notMeasured);
  }
}
