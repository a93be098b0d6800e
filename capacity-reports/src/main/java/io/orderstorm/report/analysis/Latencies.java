package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Percentile;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.result.Series;
import io.orderstorm.report.result.StageLatency;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The latency of one stage: from each order's intended send time to its outcome. Intended times
 * make a stalled producer show up as latency; the time from the actual send is kept only for
 * comparison. Values are nanoseconds, recorded at microsecond resolution with three significant
 * digits; the histograms grow, so nothing is clamped.
 */
final class Latencies {

  private static final int DIGITS = 3;
  private static final long RESOLUTION = 1000;
  private static final double MS = 1e6;
  private static final double[] SHOWN = {50, 90, 99, 99.9};
  private static final int TICKS_PER_HALF = 5;
  private static final long SECOND = 1_000_000_000L;

  private final String stage;
  private final Clock clock;
  private final long[] intended;
  private final long[] outcome;
  private final Histogram judged = histogram();
  private final Histogram service = histogram();
  private long warmup;
  private long unfinished;
  private long negative;

  private Latencies(String stage, Clock clock, long[] intended, long[] outcome) {
    this.stage = stage;
    this.clock = clock;
    this.intended = intended;
    this.outcome = outcome;
  }

  static List<Latencies> ofAllStages(
      Evidence evidence, Topology pipeline, OrderPaths paths, Clock clock) {
    EventTable events = evidence.events;
    Journal journal = evidence.journal;
    List<Latencies> all = new ArrayList<>();
    all.add(
        of(
            Topology.INGESTION,
            evidence,
            paths,
            clock,
            o ->
                journal.resultOf(journal.placed(o)) == Journal.ACKNOWLEDGED
                    ? journal.completed(journal.placed(o))
                    : Long.MAX_VALUE));
    for (Topology.Stage stage : pipeline.stages()) {
      all.add(of(stage.name(), evidence, paths, clock, outcomeOf(stage.outcomes(), events, paths)));
    }
    all.add(of(Topology.END_TO_END, evidence, paths, clock, o -> received(events, paths.end[o])));
    return all;
  }

  private static IntToLongFunction outcomeOf(
      Set<EventType> outcomes, EventTable events, OrderPaths paths) {
    if (outcomes.contains(EventType.CUSTOMER_NOTIFIED)) {
      return o -> paths.notified[o];
    }
    if (outcomes.contains(EventType.ORDER_DISPATCHED)) {
      return o -> received(events, paths.end[o]);
    }
    return outcomes.contains(EventType.PAYMENT_CONFIRMED)
        ? o -> received(events, paths.payment[o])
        : o -> received(events, paths.stock[o]);
  }

  private static long received(EventTable events, int row) {
    return row < 0 ? Long.MAX_VALUE : events.received(row);
  }

  private static Latencies of(
      String stage, Evidence evidence, OrderPaths paths, Clock clock, IntToLongFunction outcome) {
    Journal journal = evidence.journal;
    int orders = journal.orders();
    long[] intended = new long[orders];
    long[] outcomes = new long[orders];
    Latencies latencies = new Latencies(stage, clock, intended, outcomes);
    for (int order = 0; order < orders; order++) {
      int row = journal.placed(order);
      intended[order] = row < 0 ? Long.MIN_VALUE : journal.intended(row);
      outcomes[order] = row < 0 ? Long.MAX_VALUE : outcome.applyAsLong(order);
      boolean asked = row >= 0 && (stage.equals(Topology.INGESTION) || paths.landed(order));
      if (asked) {
        latencies.record(order, journal.sent(row));
      }
    }
    return latencies;
  }

  private void record(int order, long sent) {
    if (outcome[order] == Long.MAX_VALUE) {
      unfinished++;
    } else if (intended[order] < clock.warmupEnd()) {
      warmup++;
    } else {
      long latency = outcome[order] - intended[order];
      negative += latency < 0 ? 1 : 0;
      judged.recordValue(Math.max(0, latency));
      service.recordValue(Math.max(0, outcome[order] - sent));
    }
  }

  private static Histogram histogram() {
    Histogram histogram = new Histogram(RESOLUTION, 2 * RESOLUTION, DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  String stage() {
    return stage;
  }

  /** Outcomes that were seen before their order was to be sent: the clocks are apart. */
  long negative() {
    return negative;
  }

  /** The distribution that objectives are judged by. */
  Histogram judged() {
    return judged;
  }

  /**
   * The distribution without the orders whose way from intended send to outcome met one of the
   * windows.
   */
  Histogram outside(List<long[]> windows) {
    Histogram outside = histogram();
    for (int order = 0; order < intended.length; order++) {
      if (outcome[order] != Long.MAX_VALUE && intended[order] >= clock.warmupEnd()) {
        if (!meets(windows, intended[order], outcome[order])) {
          outside.recordValue(Math.max(0, outcome[order] - intended[order]));
        }
      }
    }
    return outside;
  }

  private static boolean meets(List<long[]> windows, long from, long to) {
    for (long[] window : windows) {
      if (from <= window[1] && to >= window[0]) {
        return true;
      }
    }
    return false;
  }

  StageLatency report() {
    List<String> thin = new ArrayList<>();
    for (double shown : SHOWN) {
      Percentile percentile = new Percentile(shown);
      if (judged.getTotalCount() < percentile.leastOrders()) {
        thin.add(percentile.toString().replace(".", ""));
      }
    }
    return new StageLatency(
        stage,
        judged.getTotalCount(),
        unfinished,
        warmup,
        at(judged, 50),
        at(judged, 90),
        at(judged, 99),
        at(judged, 99.9),
        judged.getMaxValue() / MS,
        at(service, 99),
        thin,
        curve());
  }

  static double at(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / MS;
  }

  private List<StageLatency.CurvePoint> curve() {
    List<StageLatency.CurvePoint> curve = new ArrayList<>();
    if (judged.getTotalCount() == 0) {
      return curve;
    }
    for (HistogramIterationValue step : judged.percentiles(TICKS_PER_HALF)) {
      double rest = 1 - step.getPercentileLevelIteratedTo() / 100;
      double ms = step.getValueIteratedTo() / MS;
      double inverse = rest > 0 ? 1 / rest : (double) judged.getTotalCount();
      if (curve.isEmpty() || inverse > curve.get(curve.size() - 1).inverse()) {
        curve.add(new StageLatency.CurvePoint(inverse, ms));
      }
    }
    return curve;
  }

  /** Percentiles of the orders that were due within each second. */
  Series.StageSeries series(int seconds) {
    double[] p50 = new double[seconds];
    double[] p99 = new double[seconds];
    double[] max = new double[seconds];
    long[] count = new long[seconds];
    Arrays.fill(p50, Double.NaN);
    Arrays.fill(p99, Double.NaN);
    Arrays.fill(max, Double.NaN);
    forEachSecond(
        (second, histogram) -> {
          if (second >= 0 && second < seconds) {
            count[second] = histogram.getTotalCount();
            p50[second] = at(histogram, 50);
            p99[second] = at(histogram, 99);
            max[second] = histogram.getMaxValue() / MS;
          }
        });
    return new Series.StageSeries(
        stage, Arrays.stream(count).boxed().toList(), list(p50), list(p99), list(max));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /**
   * An interval log; seconds of the warm-up carry the tag {@code warmup}, so that tools leave them
   * out as the result does.
   */
  String hlog() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HistogramLogWriter writer =
        new HistogramLogWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    long baseMillis = clock.loadStart() / 1_000_000;
    writer.outputComment("[Latency of " + stage + " from the intended send time, in nanoseconds]");
    writer.outputComment(
        "[One interval per second of intended times; the tag warmup marks what objectives leave out]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(baseMillis);
    writer.setBaseTime(baseMillis);
    writer.outputBaseTime(baseMillis);
    writer.outputLegend();
    forEachSecond(
        (second, histogram) -> {
          histogram.setStartTimeStamp(baseMillis + second * 1000L);
          histogram.setEndTimeStamp(baseMillis + (second + 1) * 1000L);
          writer.outputIntervalHistogram(histogram);
        });
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What is done with a second's orders. */
  @FunctionalInterface
  private interface Second {
    void accept(int second, Histogram histogram);
  }

  /** Seconds in order; the second in which the warm-up ends comes twice, once for each side. */
  private void forEachSecond(Second consumer) {
    int[] byIntended = finishedByIntended();
    Histogram histogram = histogram();
    int at = 0;
    while (at < byIntended.length) {
      int second = clock.second(intended[byIntended[at]]);
      boolean warm = intended[byIntended[at]] < clock.warmupEnd();
      histogram.reset();
      histogram.setTag(warm ? "warmup" : null);
      while (at < byIntended.length
          && clock.second(intended[byIntended[at]]) == second
          && (intended[byIntended[at]] < clock.warmupEnd()) == warm) {
        histogram.recordValue(Math.max(0, outcome[byIntended[at]] - intended[byIntended[at]]));
        at++;
      }
      consumer.accept(second, histogram);
    }
  }

  private int[] finishedByIntended() {
    long[] keys = new long[intended.length];
    int count = 0;
    for (int order = 0; order < intended.length; order++) {
      if (outcome[order] != Long.MAX_VALUE) {
        long micros = (intended[order] - clock.loadStart() + SECOND) / 1000;
        keys[count++] = (Math.max(0, micros) << 26) | order;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) (keys[i] & ((1L << 26) - 1));
    }
    return rows;
  }
}
