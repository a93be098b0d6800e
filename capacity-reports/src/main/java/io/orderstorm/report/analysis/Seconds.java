package io.orderstorm.report.analysis;

import io.orderstorm.report.result.Series;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The latencies of one stage second by second of intended times: as series and as interval log. */
final class Seconds {

  private static final double MS = 1e6;

  private final String stage;
  private final long baseMillis;
  private final Histogram histogram = Latencies.histogram();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final HistogramLogWriter writer =
      new HistogramLogWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  private final double[] p50;
  private final double[] p99;
  private final double[] max;
  private final long[] count;

  Seconds(String stage, Clock clock) {
    this.stage = stage;
    this.baseMillis = clock.loadStart() / 1_000_000;
    this.p50 = unknown(clock.seconds());
    this.p99 = unknown(clock.seconds());
    this.max = unknown(clock.seconds());
    this.count = new long[clock.seconds()];
    writer.outputComment("[Latency of " + stage + " from the intended send time, in nanoseconds]");
    writer.outputComment(
        "[One interval per second of intended times; the tag warmup marks what objectives leave out]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(baseMillis);
    writer.setBaseTime(baseMillis);
    writer.outputBaseTime(baseMillis);
    writer.outputLegend();
  }

  private static double[] unknown(int seconds) {
    double[] values = new double[seconds];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  void begin() {
    histogram.reset();
  }

  void record(long nanos) {
    histogram.recordValue(nanos);
  }

  /** Keeps what was recorded since the beginning; nothing if nothing was. */
  void end(int second, boolean warm) {
    if (histogram.getTotalCount() == 0) {
      return;
    }
    if (second >= 0 && second < count.length) {
      count[second] = histogram.getTotalCount();
      p50[second] = Latencies.at(histogram, 50);
      p99[second] = Latencies.at(histogram, 99);
      max[second] = histogram.getMaxValue() / MS;
    }
    histogram.setTag(warm ? "warmup" : null);
    histogram.setStartTimeStamp(baseMillis + second * 1000L);
    histogram.setEndTimeStamp(baseMillis + (second + 1) * 1000L);
    writer.outputIntervalHistogram(histogram);
  }

  Series.StageSeries series() {
    List<Long> counts = Arrays.stream(count).boxed().toList();
    return new Series.StageSeries(stage, counts, list(p50), list(p99), list(max));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  String hlog() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
