package io.orderstorm.report.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latency of a stage over all orders but those of the warm-up, from the intended send time.
 *
 * @param count orders with an outcome
 * @param unfinished orders that landed and have none; their latency is at least what was left of
 *     the run
 * @param warmup orders of the warm-up with an outcome, left out above
 * @param serviceP50Ms the median from the actual send, for comparison only
 * @param serviceP99Ms the same from the actual send, for comparison only
 * @param handlingP50Ms the median of the stage's own time, from the delivery of an event to a
 *     consumer until an attempt with it succeeded; null where nothing is handled, or nothing was
 * @param thinPercentiles the percentiles that rest on fewer than 10/(1−q) orders, for example
 *     {@code p999}
 * @param curve the percentile distribution
 */
public record StageLatency(
    String stage,
    long count,
    long unfinished,
    long warmup,
    double p50Ms,
    double p90Ms,
    double p99Ms,
    double p999Ms,
    double maxMs,
    double serviceP50Ms,
    double serviceP99Ms,
    @Nullable Double handlingP50Ms,
    List<String> thinPercentiles,
    List<CurvePoint> curve) {

  /** A point of the percentile plot; {@code inverse} is 1/(1−q). */
  public record CurvePoint(double inverse, double ms) {}

  public StageLatency {
    thinPercentiles = List.copyOf(thinPercentiles);
    curve = List.copyOf(curve);
  }
}
