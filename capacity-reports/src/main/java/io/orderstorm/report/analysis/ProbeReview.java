package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeFigures.GeneratorFigures;
import io.orderstorm.report.capacity.ProbeFigures.ObjectiveFigure;
import io.orderstorm.report.capacity.ProbeFigures.StageFigures;
import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.Recovered;
import io.orderstorm.report.capacity.Slope;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each probe of a session came to. Percentiles are of the orders that were due in a probe's
 * judged part, whenever they were through; orders that were not by the end of the records count as
 * slower than any other.
 */
final class ProbeReview {

  private static final double NANOS = 1e9;
  private static final double MS = 1e6;
  private static final long READ_EVERY = 100_000_000L;

  /** More work of others than this, and it is they who limit the rate. */
  private static final double MOST_FOREIGN = 0.2;

  private static final long STAYS = 2_000_000_000L;

  /** One service's name and the calls that it works on at a time. */
  private final Map<String, Integer> capacities;

  private final Evidence evidence;
  private final Expectations expectations;
  private final Clock clock;
  private final List<Flow> flows = new ArrayList<>();
  private final Map<String, double[]> cpu;
  private final long sampledUntil;
  private final double[] slipP99Ms;
  private final List<List<TopicFigures>> topics;

  private ProbeReview(
      Evidence evidence,
      Expectations expectations,
      List<ProbeWindow> windows,
      Map<String, Integer> capacities) {
    this.evidence = evidence;
    this.expectations = expectations;
    this.capacities = capacities;
    this.clock = evidence.clock;
    this.sampledUntil = Samples.last(evidence.folder(), "cpuSeconds");
    this.cpu = Samples.perSecond(evidence.folder(), clock, "cpuSeconds");
    this.slipP99Ms = Slip.p99MsWithin(evidence, clock, windows);
    this.topics = TopicWatch.within(evidence.folder(), windows);
    OrderTime before = OrderTime.ANSWERED;
    flows.add(flow(Topology.INGESTION, null, OrderTime.ANSWERED));
    for (Topology.Stage stage : expectations.pipeline().stages()) {
      OrderTime through = Latencies.outcomeOf(stage.outcomes());
      flows.add(flow(stage.name(), before, through));
      before = through;
    }
    flows.add(flow(Topology.END_TO_END, null, OrderTime.END));
  }

  /**
   * Reviews all probes of a session.
   *
   * @param capacities how many calls each service works on at a time
   */
  static List<ProbeFigures> of(
      Evidence evidence,
      Expectations expectations,
      List<ProbeWindow> windows,
      Map<String, Integer> capacities) {
    ProbeReview review = new ProbeReview(evidence, expectations, windows, capacities);
    List<ProbeFigures> figures = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      figures.add(review.review(windows.get(i), i));
    }
    return figures;
  }

  /** When orders came to a stage and when they left it, each in order of time. */
  private static final class Flow {

    private final String stage;
    private final OrderTime through;
    private final long[] arrivals;
    private final long[] departures;

    Flow(String stage, OrderTime through, long[] arrivals, long[] departures) {
      this.stage = stage;
      this.through = through;
      this.arrivals = arrivals;
      this.departures = departures;
    }

    String stage() {
      return stage;
    }

    OrderTime through() {
      return through;
    }

    long[] arrivals() {
      return arrivals;
    }

    long[] departures() {
      return departures;
    }

    /** How many are there at a time. */
    long at(long time) {
      return upTo(arrivals, time) - upTo(departures, time);
    }

    static long upTo(long[] sorted, long time) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /**
   * The flow through a stage.
   *
   * @param before what orders have behind them when they come; null for their intended send
   */
  private Flow flow(String stage, @Nullable OrderTime before, OrderTime through) {
    OrderColumns columns = evidence.columns;
    Longs arrivals = new Longs();
    Longs departures = new Longs();
    for (int order = 0; order < columns.orders(); order++) {
      if (columns.isPromised(order)) {
        long arrived = before == null ? columns.intended(order) : columns.get(before, order);
        long left = columns.get(through, order);
        if (left != OrderColumns.NEVER) {
          // an event may be seen before the acknowledgement of what caused it
          arrivals.add(arrived == OrderColumns.NEVER ? left : Math.min(arrived, left));
          departures.add(left);
        } else if (arrived != OrderColumns.NEVER) {
          arrivals.add(arrived);
        }
      }
    }
    return new Flow(stage, through, sorted(arrivals), sorted(departures));
  }

  private static long[] sorted(Longs times) {
    long[] sorted = Arrays.copyOf(times.toArray(), times.size());
    Arrays.sort(sorted);
    return sorted;
  }

  private ProbeFigures review(ProbeWindow window, int number) {
    List<StageFigures> stages = new ArrayList<>();
    Map<String, double[]> latencies = new LinkedHashMap<>();
    for (Flow flow : flows) {
      double[] ms = latencies(flow, window);
      latencies.put(flow.stage(), ms);
      stages.add(stage(flow, window, ms));
    }
    double[] all = latencies.getOrDefault(Topology.END_TO_END, new double[0]);
    Flow ends = flows.get(flows.size() - 1);
    double seconds = window.judgedSeconds();
    Map<String, Double> cores = cores(window);
    return new ProbeFigures(
        window,
        all.length,
        all.length / seconds,
        between(ends.departures(), window) / seconds,
        stages,
        ServiceWatch.of(evidence, expectations.pipeline(), window, capacities),
        topics.get(number),
        new GeneratorFigures(slipP99Ms[number], slipLimitMs()),
        cores.isEmpty() ? null : cores.values().stream().mapToDouble(c -> c).sum(),
        cores,
        recovered(window, ends),
        objectives(latencies, stages),
        doubts(window, number, cores));
  }

  private static long between(long[] sorted, ProbeWindow window) {
    return Flow.upTo(sorted, window.endNanos() - 1) - Flow.upTo(sorted, window.judgedNanos() - 1);
  }

  /** Of the orders that were due in the judged part, ascending; unfinished ones are infinite. */
  private double[] latencies(Flow flow, ProbeWindow window) {
    OrderColumns columns = evidence.columns;
    double[] ms = new double[columns.orders()];
    int count = 0;
    for (int order = 0; order < columns.orders(); order++) {
      long intended = columns.isPromised(order) ? columns.intended(order) : OrderColumns.NEVER;
      if (intended != OrderColumns.NEVER
          && intended >= window.judgedNanos()
          && intended < window.endNanos()) {
        long left = columns.get(flow.through(), order);
        ms[count++] =
            left == OrderColumns.NEVER
                ? Double.POSITIVE_INFINITY
                : Math.max(0, left - intended) / MS;
      }
    }
    double[] sorted = Arrays.copyOf(ms, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static StageFigures stage(Flow flow, ProbeWindow window, double[] ms) {
    int readings = (int) ((window.endNanos() - window.judgedNanos()) / READ_EVERY);
    double[] waiting = new double[readings];
    double sum = 0;
    double most = 0;
    for (int i = 0; i < readings; i++) {
      waiting[i] = flow.at(window.judgedNanos() + i * READ_EVERY);
      sum += waiting[i];
      most = Math.max(most, waiting[i]);
    }
    long unfinished = Arrays.stream(ms).filter(Double::isInfinite).count();
    double seconds = window.judgedSeconds();
    return new StageFigures(
        flow.stage(),
        between(flow.arrivals(), window) / seconds,
        between(flow.departures(), window) / seconds,
        finite(at(ms, 50)),
        finite(at(ms, 99)),
        unfinished,
        sum / readings,
        most,
        Slope.of(waiting, READ_EVERY / NANOS));
  }

  /** The value at rank ⌈q·n⌉; infinite without orders. */
  private static double at(double[] sorted, double percentile) {
    int rank = (int) Math.ceil(percentile / 100 * sorted.length - 1e-9);
    return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[Math.max(1, rank) - 1];
  }

  private static @Nullable Double finite(double value) {
    return Double.isInfinite(value) ? null : value;
  }

  private List<ObjectiveFigure> objectives(
      Map<String, double[]> latencies, List<StageFigures> stages) {
    List<ObjectiveFigure> figures = new ArrayList<>();
    for (Objectives.Latency latency : expectations.objectives().latency()) {
      double[] ms = latencies.getOrDefault(latency.stage(), new double[0]);
      double actual = at(ms, latency.percentile().value());
      boolean enough = ms.length >= latency.percentile().leastOrders();
      figures.add(
          new ObjectiveFigure(
              "latency." + latency.stage() + "." + latency.percentile(),
              String.format(Locale.ROOT, "≤ %,d ms", latency.limit().toMillis()),
              (Double.isInfinite(actual)
                      ? "never for some"
                      : String.format(Locale.ROOT, "%,.0f ms", actual))
                  + " over "
                  + ms.length
                  + " orders",
              enough ? Boolean.valueOf(actual <= latency.limit().toNanos() / MS) : null));
    }
    for (Objectives.Lag lag : expectations.objectives().lag()) {
      for (StageFigures stage : stages) {
        if (stage.stage().equals(lag.group())) {
          figures.add(
              new ObjectiveFigure(
                  "lag." + lag.group() + ".below",
                  "≤ " + lag.below(),
                  String.format(Locale.ROOT, "%.0f at most", stage.mostWaiting()),
                  stage.mostWaiting() <= lag.below()));
        }
      }
    }
    return figures;
  }

  private Map<String, Double> cores(ProbeWindow window) {
    Map<String, Double> cores = new TreeMap<>();
    int from = (int) Math.ceil(clock.sinceLoad(window.judgedNanos()));
    int to = (int) Math.floor(clock.sinceLoad(window.endNanos()));
    boolean sampled = sampledUntil >= clock.endOfSecond(to - 1);
    cpu.forEach(
        (process, perSecond) -> {
          if (sampled && to > from && to <= perSecond.length) {
            cores.put(process, Samples.mean(perSecond, from, to - from));
          }
        });
    return cores;
  }

  /** The outage of a probe and the backlog that it left; null if it had none. */
  private @Nullable Recovered recovered(ProbeWindow window, Flow ends) {
    if (window.purpose() != ProbeWindow.Purpose.RECOVERY) {
      return null;
    }
    long injected = within(window, RunEvent.FAULT_INJECTED);
    long reverted = within(window, RunEvent.FAULT_REVERTED);
    if (injected == 0 || reverted == 0) {
      return null;
    }
    double allowed = 0;
    for (long time = window.judgedNanos(); time < injected; time += READ_EVERY) {
      allowed = Math.max(allowed, (double) ends.at(time));
    }
    return new Recovered(
        (reverted - injected) / NANOS,
        window.ratePerSecond(),
        allowed,
        ends.at(reverted),
        recovery(ends, reverted, Math.max(window.endNanos(), window.drainedNanos()), allowed));
  }

  /** When a fault of the session began or ended within a probe; 0 if none did. */
  private long within(ProbeWindow window, String type) {
    return evidence.log.stream()
        .filter(event -> event.is(type))
        .mapToLong(RunEvent::timeNanos)
        .filter(time -> time >= window.startNanos() && time <= window.endNanos())
        .findFirst()
        .orElse(0);
  }

  private static @Nullable Double recovery(Flow ends, long from, long to, double allowed) {
    long since = -1;
    for (long time = from; time <= to; time += READ_EVERY) {
      if (ends.at(time) > allowed) {
        since = -1;
      } else if (since < 0) {
        since = time;
      } else if (time - since >= STAYS) {
        return (since - from) / NANOS;
      }
    }
    return null;
  }

  private double slipLimitMs() {
    return expectations.limits().slip().toNanos() / MS;
  }

  private List<String> doubts(ProbeWindow window, int number, Map<String, Double> cores) {
    List<String> doubts = new ArrayList<>();
    double limit = slipLimitMs();
    doubt(doubts, "the generator was late: own slip p99", slipP99Ms[number], limit);
    double observer = evidence.observer.worstP99(window.judgedNanos(), window.endNanos()) / MS;
    doubt(doubts, "the observer was behind: p99 of 5 s", observer, limit);
    MachineUse.foreign(evidence.folder(), window, cores)
        .filter(use -> use.share() > MOST_FOREIGN)
        .ifPresent(
            use ->
                doubts.add(
                    String.format(
                        Locale.ROOT,
                        "other work took %.2f of the machine's %.0f cores, limit %.0f %% of them",
                        use.foreign(),
                        use.cores(),
                        100 * MOST_FOREIGN)));
    for (RunEvent event : evidence.log) {
      boolean within =
          event.timeNanos() >= window.judgedNanos()
              && event.timeNanos() <= Math.max(window.endNanos(), window.drainedNanos());
      if (within && event.is(RunEvent.HARNESS_FAILURE)) {
        doubts.add("a part of the harness failed: " + event.text("reason"));
      }
    }
    return doubts;
  }

  private static void doubt(List<String> doubts, String what, double ms, double limitMs) {
    if (ms > limitMs) {
      doubts.add(String.format(Locale.ROOT, "%s %.0f ms, limit %.0f ms", what, ms, limitMs));
    }
  }
}
