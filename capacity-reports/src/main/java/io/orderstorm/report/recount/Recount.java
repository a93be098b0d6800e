package io.orderstorm.report.recount;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run counted again from its raw records: orders, poison, throughput and latency, in the order of
 * {@code result.json}.
 */
public final class Recount {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000_000L;

  /** What rounding to three decimals may change. */
  private static final double ROUNDING = 0.000501;

  /** What a histogram with three significant digits and microsecond resolution may change. */
  private static final double DIGITS = 0.0011;

  private static final double RESOLUTION_MS = 0.0025;

  private record Figure(@Nullable Double value, double relative, double absolute) {}

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  private Recount(RunFolder folder, Expectations expectations) {
    Topology pipeline = expectations.pipeline();
    RawRun run = new RawRun(folder, pipeline);
    Fates fates = new Fates(run, pipeline);
    orders(run, pipeline, fates);
    PoisonRecount poison = new PoisonRecount(run);
    long start = run.first(RunEvent.LOAD_STARTED, firstIntended(run));
    long planned = start + expectations.load().duration().toNanos();
    long loadEnd = run.first(RunEvent.LOAD_ENDED, planned);
    LatencyCount latencies =
        new LatencyCount(run, pipeline, fates, start + expectations.load().warmup().toNanos());
    throughput(run, fates, latencies, start, loadEnd);
    latencies.stages.forEach(this::latency);
    count("poison.injected", poison.injected);
    count("poison.deadLettered", poison.deadLettered);
    count("poison.missed", poison.injected - poison.deadLettered);
    count("poison.falselyDeadLettered", poison.falselyDeadLettered);
  }

  /** Reads and counts a run folder. */
  public static Recount of(RunFolder folder, Expectations expectations) {
    return new Recount(folder, expectations);
  }

  /** A counted figure by its path, for example {@code orders.lost}; null if it has none. */
  public @Nullable Double figure(String path) {
    Figure figure = figures.get(path);
    return figure == null ? null : figure.value();
  }

  /**
   * The figures of a {@code result.json} that are not what was counted here, in its order; empty if
   * all are.
   *
   * @throws IllegalArgumentException if the text is no JSON
   */
  public List<Difference> differences(String resultJson) {
    JsonNode root;
    try {
      root = JSON.readTree(resultJson);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("result.json is no JSON: " + e.getOriginalMessage(), e);
    }
    List<Difference> differences = new ArrayList<>();
    figures.forEach(
        (path, figure) -> {
          JsonNode stored = find(root, path);
          if (!agrees(stored, figure)) {
            differences.add(
                new Difference(path, stored.toString(), String.valueOf(plain(figure.value()))));
          }
        });
    return differences;
  }

  private static Object plain(@Nullable Double value) {
    boolean whole = value != null && value == Math.rint(value);
    return whole && value != null ? (Object) value.longValue() : String.valueOf(value);
  }

  private static JsonNode find(JsonNode root, String path) {
    String[] parts = path.split("\\.", -1);
    if (!parts[0].equals("latency")) {
      return root.path(parts[0]).path(parts[1]);
    }
    for (JsonNode stage : root.path("latency")) {
      if (stage.path("stage").asText().equals(parts[1])) {
        return stage.path(parts[2]);
      }
    }
    return root.path("latency").path(parts[1]);
  }

  private static boolean agrees(JsonNode stored, Figure figure) {
    Double value = figure.value();
    if (value == null) {
      return stored.isNull();
    }
    return stored.isNumber()
        && Math.abs(stored.asDouble() - value) <= figure.absolute() + value * figure.relative();
  }

  private void count(String path, long value) {
    figures.put(path, new Figure((double) value, 0, 0));
  }

  private void orders(RawRun run, Topology pipeline, Fates fates) {
    EffectCount effects = new EffectCount(run, fates);
    EventCount events = new EventCount(run, pipeline);
    count(
        "orders.offered",
        run.sends.stream()
            .filter(s -> s.type() == io.orderstorm.report.record.EventType.ORDER_PLACED)
            .count());
    count("orders.acknowledged", fates.acknowledged);
    count("orders.rejected", fates.rejected);
    count("orders.indeterminate", fates.indeterminate);
    count("orders.indeterminateLanded", fates.indeterminateLanded);
    count("orders.fulfilled", fates.count(Fates.Fate.FULFILLED));
    count("orders.compensated", fates.count(Fates.Fate.COMPENSATED));
    count("orders.deadLettered", fates.count(Fates.Fate.DEAD_LETTERED));
    count("orders.inFlight", fates.count(Fates.Fate.IN_FLIGHT));
    count("orders.lost", fates.count(Fates.Fate.LOST));
    count("orders.duplicateEffects", effects.duplicates);
    count("orders.orphanEffects", effects.orphans);
    count("orders.orderingViolations", events.disordered);
    count("orders.impossibleTransitions", events.impossible + fates.rejectedLanded);
    count("orders.parityMismatches", effects.mismatches);
  }

  private static long firstIntended(RawRun run) {
    return run.sends.stream().mapToLong(Send::intendedNanos).min().orElse(0);
  }

  private void throughput(
      RawRun run, Fates fates, LatencyCount latencies, long start, long loadEnd) {
    Map<Long, Long> offered = new HashMap<>();
    Map<Long, Long> achieved = new HashMap<>();
    for (Send send : run.placed.values()) {
      offered.merge(Math.floorDiv(send.intendedNanos() - start, SECOND), 1L, Long::sum);
      Outcome outcome = run.outcomes.get(send.orderNumber());
      if (outcome != null && outcome.result() == Outcome.Result.ACKNOWLEDGED) {
        achieved.merge(Math.floorDiv(outcome.completedNanos() - start, SECOND), 1L, Long::sum);
      }
    }
    count("throughput.offeredPeakPerSecond", most(offered));
    count("throughput.achievedPeakPerSecond", most(achieved));
    long last = loadEnd;
    for (long end : latencies.ends().values()) {
      last = Math.max(last, end);
    }
    double seconds = Math.max(1, last - start) / (double) SECOND;
    double goodput = fates.count(Fates.Fate.FULFILLED) / seconds;
    figures.put("throughput.goodputPerSecond", new Figure(goodput, 0, ROUNDING));
  }

  /** The most in any second of the load or after; what lies before its start is in no series. */
  private static long most(Map<Long, Long> perSecond) {
    return perSecond.entrySet().stream()
        .filter(e -> e.getKey() >= 0)
        .mapToLong(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  private void latency(String name, LatencyCount.Stage stage) {
    String path = "latency." + name + ".";
    count(path + "count", stage.judged.size());
    count(path + "unfinished", stage.unfinished);
    count(path + "warmup", stage.warmup);
    percentile(path + "p50Ms", stage.judged, 50);
    percentile(path + "p90Ms", stage.judged, 90);
    percentile(path + "p99Ms", stage.judged, 99);
    percentile(path + "p999Ms", stage.judged, 99.9);
    percentile(path + "maxMs", stage.judged, 100);
    percentile(path + "serviceP99Ms", stage.service, 99);
  }

  private void percentile(String path, List<Long> sorted, double percentile) {
    Double value = sorted.isEmpty() ? null : LatencyCount.Stage.at(sorted, percentile);
    figures.put(path, new Figure(value, DIGITS, RESOLUTION_MS));
  }
}
