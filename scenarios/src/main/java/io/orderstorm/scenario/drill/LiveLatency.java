package io.orderstorm.scenario.drill;

import io.orderstorm.report.result.RunResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * Latency of the orders that were due within a part of the load, from the run's own interval logs
 * (an interval for each second of intended send times), so that a part under replay can stand
 * beside one without.
 */
final class LiveLatency {

  private static final double P99 = 99;
  private static final double NANOS_PER_MILLI = 1e6;

  private LiveLatency() {}

  /**
   * The p99 of a stage.
   *
   * @param fromSeconds since the load began
   * @param toSeconds the end of the part
   * @return in milliseconds; empty if no order of the part has an outcome
   */
  static OptionalDouble p99Ms(
      RunResult result, String stage, double fromSeconds, double toSeconds) {
    String log = result.hlogs().getOrDefault(stage, "");
    var sum = new Histogram(3);
    try (var reader =
        new HistogramLogReader(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))) {
      for (EncodableHistogram one = reader.nextIntervalHistogram();
          one != null;
          one = reader.nextIntervalHistogram()) {
        long at = second(reader, one);
        if (at >= fromSeconds && at < toSeconds && one instanceof Histogram histogram) {
          sum.add(histogram);
        }
      }
    }
    return sum.getTotalCount() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum.getValueAtPercentile(P99) / NANOS_PER_MILLI);
  }

  private static long second(HistogramLogReader reader, EncodableHistogram of) {
    return Math.round(of.getStartTimeStamp() / 1e3 - reader.getStartTimeSec());
  }
}
