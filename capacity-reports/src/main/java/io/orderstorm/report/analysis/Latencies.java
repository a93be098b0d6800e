package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Percentile;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.result.Series;
import io.orderstorm.report.result.StageLatency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

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

  private final String stage;
  private final OrderTime through;
  private final OrderColumns columns;
  private final Clock clock;
  private final Histogram judged = histogram();
  private final Histogram service = histogram();
  private final Seconds seconds;
  private long warmup;
  private long unfinished;
  private long unfinishedJudged;
  private long negative;

  private Latencies(
      String stage, OrderTime through, OrderColumns columns, DueOrders due, Clock clock) {
    this.stage = stage;
    this.through = through;
    this.columns = columns;
    this.clock = clock;
    this.seconds = new Seconds(stage, clock);
    due.forEach((second, warm, from, to) -> record(due, second, warm, from, to));
  }

  static List<Latencies> ofAllStages(OrderColumns columns, Topology pipeline, Clock clock) {
    Map<String, OrderTime> stages = new LinkedHashMap<>();
    stages.put(Topology.INGESTION, OrderTime.ANSWERED);
    pipeline.stages().forEach(stage -> stages.put(stage.name(), outcomeOf(stage.outcomes())));
    stages.put(Topology.END_TO_END, OrderTime.END);
    DueOrders due = new DueOrders(columns, clock);
    return List.copyOf(stages.entrySet()).parallelStream()
        .map(stage -> new Latencies(stage.getKey(), stage.getValue(), columns, due, clock))
        .toList();
  }

  /** The moment at which an order was through with a stage of these outcomes. */
  static OrderTime outcomeOf(Set<EventType> outcomes) {
    if (outcomes.contains(EventType.CUSTOMER_NOTIFIED)) {
      return OrderTime.END_NOTIFIED;
    }
    if (outcomes.contains(EventType.ORDER_DISPATCHED)) {
      return OrderTime.END;
    }
    return outcomes.contains(EventType.PAYMENT_CONFIRMED) ? OrderTime.PAYMENT : OrderTime.STOCK;
  }

  /** When an order was through with the stage; {@link OrderColumns#NEVER} if it was not. */
  private long outcome(int order) {
    boolean refused =
        through == OrderTime.ANSWERED
            && Mark.result(columns.marks.get(order)) != Journal.ACKNOWLEDGED;
    return refused ? OrderColumns.NEVER : columns.get(through, order);
  }

  private void record(DueOrders due, int second, boolean warm, int from, int to) {
    seconds.begin();
    for (int place = from; place < to; place++) {
      int order = due.at(place);
      long intended = columns.intended(order);
      if (intended != OrderColumns.NEVER) {
        long outcome = outcome(order);
        boolean ingestion = through == OrderTime.ANSWERED;
        if (ingestion || columns.marks.has(order, Mark.PLACED)) {
          record(order, intended, outcome, warm);
        }
        if (outcome != OrderColumns.NEVER) {
          seconds.record(Math.max(0, outcome - intended));
        }
      }
    }
    seconds.end(second, warm);
  }

  private void record(int order, long intended, long outcome, boolean warm) {
    if (outcome == OrderColumns.NEVER) {
      unfinished++;
      unfinishedJudged += warm ? 0 : 1;
    } else if (warm) {
      warmup++;
    } else {
      long latency = outcome - intended;
      negative += latency < 0 ? 1 : 0;
      judged.recordValue(Math.max(0, latency));
      service.recordValue(Math.max(0, outcome - columns.get(OrderTime.SENT, order)));
    }
  }

  static Histogram histogram() {
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

  /** Orders that the distribution lacks because they have no outcome; slower than any in it. */
  long unfinishedJudged() {
    return unfinishedJudged;
  }

  /**
   * The same of {@link #outside}: an order without outcome was on its way until it was refused, or
   * to the end of the run.
   */
  long unfinishedOutside(List<long[]> windows) {
    long count = 0;
    boolean ingestion = through == OrderTime.ANSWERED;
    for (int order = 0; order < columns.orders(); order++) {
      long intended = columns.intended(order);
      boolean asked =
          intended != OrderColumns.NEVER
              && intended >= clock.warmupEnd()
              && (ingestion || columns.marks.has(order, Mark.PLACED));
      if (asked && outcome(order) == OrderColumns.NEVER) {
        long answered = ingestion ? columns.get(through, order) : OrderColumns.NEVER;
        long until = answered == OrderColumns.NEVER ? clock.end() : answered;
        count += meets(windows, intended, until) ? 0 : 1;
      }
    }
    return count;
  }

  /**
   * The distribution without the orders whose way from intended send to outcome met one of the
   * windows.
   */
  Histogram outside(List<long[]> windows) {
    Histogram outside = histogram();
    for (int order = 0; order < columns.orders(); order++) {
      long intended = columns.intended(order);
      if (intended != OrderColumns.NEVER && intended >= clock.warmupEnd()) {
        long outcome = outcome(order);
        if (outcome != OrderColumns.NEVER && !meets(windows, intended, outcome)) {
          outside.recordValue(Math.max(0, outcome - intended));
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

  /**
   * What is told of it.
   *
   * @param handling how long the stage itself takes; null for what is no stage
   */
  StageLatency report(@Nullable HandlingTimes handling) {
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
        at(service, 50),
        at(service, 99),
        handling == null ? null : handling.medianMs(),
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
  Series.StageSeries series() {
    return seconds.series();
  }

  /**
   * An interval log; seconds of the warm-up carry the tag {@code warmup}, so that tools leave them
   * out as the result does.
   */
  String hlog() {
    return seconds.hlog();
  }
}
