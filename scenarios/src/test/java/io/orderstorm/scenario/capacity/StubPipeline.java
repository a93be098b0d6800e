package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeFigures.GeneratorFigures;
import io.orderstorm.report.capacity.ProbeFigures.ObjectiveFigure;
import io.orderstorm.report.capacity.ProbeFigures.ServiceFigures;
import io.orderstorm.report.capacity.ProbeFigures.StageFigures;
import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.Slope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A pipeline in virtual time whose capacity is known: orders arrive evenly, wait in one line, and
 * are worked on by a server whose times scatter around what the capacity says.
 */
final class StubPipeline implements ProbePlayer {

  private static final double READ_EVERY = 0.1;

  private final ToDoubleFunction<Condition> capacity;
  private final SplittableRandom random;
  private final double objectiveMs;
  final List<ProbeRequest> asked = new ArrayList<>();

  /**
   * @param capacity in orders per second, by condition
   * @param objectiveMs what the p99 may be
   */
  StubPipeline(ToDoubleFunction<Condition> capacity, double objectiveMs, long seed) {
    this.capacity = capacity;
    this.objectiveMs = objectiveMs;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public ProbeFigures play(ProbeRequest request) {
    asked.add(request);
    double rate = request.rate().perSecond();
    double settling = request.settling().toNanos() / 1e9;
    double lasting = request.lasting().toNanos() / 1e9;
    int orders = (int) (rate * lasting);
    double[] arrivals = new double[orders];
    double[] departures = new double[orders];
    double free = 0;
    for (int order = 0; order < orders; order++) {
      arrivals[order] = order / rate;
      double work = Math.max(0.05, 1 + 0.3 * random.nextGaussian());
      free = Math.max(free, arrivals[order]) + work / capacity.applyAsDouble(request.condition());
      departures[order] = free;
    }
    int readings = (int) ((lasting - settling) / READ_EVERY);
    double[] waiting = new double[readings];
    for (int i = 0; i < readings; i++) {
      double at = settling + i * READ_EVERY;
      waiting[i] = upTo(arrivals, at) - upTo(departures, at);
    }
    double[] ms = new double[orders - upTo(arrivals, settling)];
    for (int i = 0; i < ms.length; i++) {
      int order = orders - ms.length + i;
      ms[i] = 1_000 * (departures[order] - arrivals[order]);
    }
    Arrays.sort(ms);
    double p99 = ms[(int) Math.ceil(0.99 * ms.length) - 1];
    double judged = lasting - settling;
    double done = (upTo(departures, lasting) - upTo(departures, settling)) / judged;
    StageFigures stage =
        new StageFigures(
            "payment",
            rate,
            done,
            ms[ms.length / 2],
            p99,
            0,
            Arrays.stream(waiting).average().orElse(0),
            Arrays.stream(waiting).max().orElse(0),
            Slope.of(waiting, READ_EVERY));
    StageFigures whole =
        new StageFigures(
            "end-to-end",
            rate,
            done,
            stage.p50Ms(),
            p99,
            0,
            stage.meanWaiting(),
            stage.mostWaiting(),
            stage.growth());
    return new ProbeFigures(
        window(request),
        ms.length,
        rate,
        done,
        List.of(stage, whole),
        List.of(new ServiceFigures("payment-provider", "payment", done, done * 0.02, 20)),
        List.of(new TopicFigures("orders", rate, 0, rate / 4, rate / 3)),
        new GeneratorFigures(1, 50),
        null,
        Map.of(),
        null,
        List.of(
            new ObjectiveFigure(
                "latency.end-to-end.p99",
                "≤ " + objectiveMs + " ms",
                p99 + " ms",
                p99 <= objectiveMs)),
        List.of());
  }

  private static ProbeWindow window(ProbeRequest request) {
    return new ProbeWindow(
        request.number(),
        request.condition().name(),
        request.purpose(),
        request.rate().perSecond(),
        0,
        request.settling().toNanos(),
        request.lasting().toNanos(),
        0);
  }

  private static int upTo(double[] sorted, double time) {
    int found = Arrays.binarySearch(sorted, time);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
