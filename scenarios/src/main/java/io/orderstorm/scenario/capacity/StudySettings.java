package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a study is made.
 *
 * @param first the first rate that is probed
 * @param most no rate above it is asked for in a search
 * @param settling the part of a probe that is not judged
 * @param judged the shortest judged part; longer where a percentile needs more orders
 * @param tolerance of a rate's interval, as a share to either side
 * @param mostProbes of one search
 * @param baseline the usual rate, for outages
 * @param parts what is measured beyond the healthy pipeline
 * @param replay what is asked of governed replays
 */
public record StudySettings(
    Rate first,
    Rate most,
    Duration settling,
    Duration judged,
    double tolerance,
    int mostProbes,
    Rate baseline,
    Set<Part> parts,
    ReplaySettings replay) {

  /** A part of a study that may be left out. */
  public enum Part {
    SATURATION,
    RECOVERY,
    DEGRADED_DOWNSTREAM,
    FEWER_CONSUMERS,
    BROKER_DOWN,
    REPLAY,
    SCALABILITY
  }

  private static final double LEAST_SHARE = 1 / 200.0;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  public StudySettings {
    parts = Set.copyOf(parts);
  }

  /** A study that is asked nothing of replays. */
  public StudySettings(
      Rate first,
      Rate most,
      Duration settling,
      Duration judged,
      double tolerance,
      int mostProbes,
      Rate baseline,
      Set<Part> parts) {
    this(
        first,
        most,
        settling,
        judged,
        tolerance,
        mostProbes,
        baseline,
        parts,
        ReplaySettings.usual(first.perSecond()));
  }

  RateSearch.Settings search(double startAt, double upTo) {
    return search(startAt, Math.min(most.perSecond(), upTo), tolerance, mostProbes);
  }

  static RateSearch.Settings search(double startAt, double upTo, double tolerance, int mostProbes) {
    double start = Math.min(startAt, upTo);
    return new RateSearch.Settings(start, start * LEAST_SHARE, upTo, tolerance, mostProbes);
  }

  /**
   * The judged part of a probe at a rate: so long that every percentile of the objectives rests on
   * enough orders, but no longer than two minutes.
   */
  Duration judgedAt(double rate, Scenario scenario) {
    List<Long> needed =
        scenario.objectives().latency().stream()
            .map(
                latency ->
                    new io.orderstorm.report.expectation.Percentile(latency.percentile())
                        .leastOrders())
            .toList();
    long orders = needed.stream().mapToLong(Long::longValue).max().orElse(0);
    Duration enough = Duration.ofMillis((long) Math.ceil(1_050 * orders / rate));
    Duration longer = enough.compareTo(judged) > 0 ? enough : judged;
    return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
  }
}
