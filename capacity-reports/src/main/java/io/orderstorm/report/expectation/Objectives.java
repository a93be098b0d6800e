package io.orderstorm.report.expectation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was promised.
 *
 * @param strictCorrectness no lost write, duplicate or orphan effect, ordering violation,
 *     impossible transition, parity mismatch
 * @param exactDeadLetters exactly the poison is dead-lettered and nothing else
 * @param acknowledgedPerSecond the least average rate of acknowledged orders while the load lasts,
 *     null for none
 * @param steadyState the hypothesis that has to hold again when the last fault is gone, null for
 *     none
 * @param scaling bounds on how stages are scaled
 * @param alerting which alerts the faults have to raise
 */
public record Objectives(
    List<Recovery> recovery,
    List<Latency> latency,
    List<Lag> lag,
    boolean strictCorrectness,
    boolean exactDeadLetters,
    @Nullable Double acknowledgedPerSecond,
    @Nullable SteadyState steadyState,
    List<Scaling> scaling,
    Alerting alerting) {

  private static final Duration SHORTEST_STALL = Duration.ofSeconds(1);

  /**
   * The recovery policy of a stage.
   *
   * @param rto null if the policy has none
   * @param rpoOrders null if the policy has none
   */
  public record Recovery(String stage, @Nullable Duration rto, @Nullable Long rpoOrders) {}

  /**
   * A bound on a latency percentile.
   *
   * @param outsideFaults leave out what link, process and downstream faults touched, up to their
   *     recovery
   */
  public record Latency(
      String stage, Percentile percentile, Duration limit, boolean outsideFaults) {}

  /**
   * A bound on a group's backlog.
   *
   * @param recoversWithin how soon after a fault's revert the backlog is back under the bound; null
   *     if it may never be over it
   */
  public record Lag(String group, long below, @Nullable Duration recoversWithin) {}

  /**
   * What is normal for the pipeline: every group's backlog is below a bound.
   *
   * @param holding for how long without a break
   */
  public record SteadyState(long backlogBelow, Duration holding) {}

  /**
   * Bounds on how a stage's consumers are scaled.
   *
   * @param reaction from the backlog's passing of the threshold to the first work of an added
   *     consumer; null for none
   * @param overshoot consumers that are added while the backlog falls already; null for none
   * @param oscillations how often consumers are added after some were taken away; null for none
   */
  public record Scaling(
      String stage,
      @Nullable Duration reaction,
      @Nullable Integer overshoot,
      @Nullable Integer oscillations) {}

  /**
   * What the pipeline's own alerts have to do.
   *
   * @param falseAlarms how many may be raised while no fault is felt; null if that is not asked
   */
  public record Alerting(List<ExpectedAlert> expected, @Nullable Integer falseAlarms) {

    /** Nothing is asked of alerts. */
    public static final Alerting UNASKED = new Alerting(List.of(), null);

    public Alerting {
      expected = List.copyOf(expected);
    }
  }

  /**
   * An alert that a fault has to raise.
   *
   * @param within of the injection
   * @param clearsWithin of the fault's end; null if that is not asked
   */
  public record ExpectedAlert(
      String name, String fault, Duration within, @Nullable Duration clearsWithin) {}

  /** Objectives without a steady state, scaling and alerts. */
  public Objectives(
      List<Recovery> recovery,
      List<Latency> latency,
      List<Lag> lag,
      boolean strictCorrectness,
      boolean exactDeadLetters,
      @Nullable Double acknowledgedPerSecond) {
    this(
        recovery,
        latency,
        lag,
        strictCorrectness,
        exactDeadLetters,
        acknowledgedPerSecond,
        null,
        List.of(),
        Alerting.UNASKED);
  }

  public Objectives {
    scaling = List.copyOf(scaling);
    recovery = List.copyOf(recovery);
    latency = List.copyOf(latency);
    lag = List.copyOf(lag);
  }

  /** Nothing promised but that the pipeline drains. */
  public static Objectives none() {
    return new Objectives(List.of(), List.of(), List.of(), false, false, null);
  }

  public Optional<Recovery> recoveryOf(String stage) {
    return recovery.stream().filter(r -> r.stage().equals(stage)).findFirst();
  }

  public Optional<Lag> lagOf(String group) {
    return lag.stream().filter(l -> l.group().equals(group)).findFirst();
  }

  /** The tightest latency limit of all. */
  public Optional<Duration> tightestLatency() {
    return latency.stream().map(Latency::limit).min(Duration::compareTo);
  }

  /**
   * How old an input may become before its stage counts as stalled: the larger of 1 s and twice the
   * p99 objective.
   */
  public Duration stallLimitOf(String stage) {
    return latency.stream()
        .filter(l -> l.stage().equals(stage) && l.percentile().value() == 99)
        .map(l -> l.limit().multipliedBy(2))
        .reduce(SHORTEST_STALL, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }
}
