package io.orderstorm.report.recount;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.StageRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * A run counted again from its raw records: orders, throughput, latency, poison, anomalies and
 * amplification, in the order of {@code result.json}.
 */
public final class Recount {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000_000L;

  /** What the objects of an order take, and which part of the heap they may. */
  private static final long BYTES_AN_ORDER = 8192;

  private static final long SHARE_OF_HEAP = 3;

  /** What rounding to three decimals may change. */
  private static final double ROUNDING = 0.000501;

  /** What a histogram with three significant digits and microsecond resolution may change. */
  private static final double DIGITS = 0.0011;

  private static final double RESOLUTION_MS = 0.0025;

  private record Figure(@Nullable Double value, double relative, double absolute) {}

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  private Recount(RunFolder folder, Expectations expectations, long ordersAtOnce) {
    Topology pipeline = expectations.pipeline();
    RunFrame frame = new RunFrame(folder, pipeline);
    long start = frame.first(RunEvent.LOAD_STARTED, frame.firstIntended());
    long planned = start + expectations.load().duration().toNanos();
    long loadEnd = frame.first(RunEvent.LOAD_ENDED, planned);
    long warmupEnd = start + expectations.load().warmup().toNanos();
    Totals totals = new Totals(pipeline, start, loadEnd, warmupEnd);
    shares(frame.mostPlaced, ordersAtOnce).parallelStream()
        .forEach(
            share -> {
              Totals part = new Totals(pipeline, start, loadEnd, warmupEnd);
              part.add(new RawRun(frame, share));
              synchronized (totals) {
                totals.add(part);
              }
            });
    totals.mismatches += new SnapshotCount(frame.folder, totals.unequal).mismatches;
    orders(frame, totals);
    throughput(totals, start);
    totals.latencies.forEach(this::latency);
    for (Topology.Stage stage : pipeline.stages()) {
      HandlingCount handling = new HandlingCount(folder, stage, warmupEnd);
      percentile("latency." + stage.name() + ".handlingP50Ms", handling.latency, 50);
    }
    PoisonRecount poison = new PoisonRecount(frame);
    count("poison.injected", poison.injected);
    count("poison.deadLettered", poison.deadLettered);
    count("poison.missed", poison.injected - poison.deadLettered);
    count("poison.falselyDeadLettered", poison.falselyDeadLettered);
    count("poison.toBeProcessed", poison.toBeProcessed);
    count("poison.processed", poison.processed);
    count("poison.toBeIgnored", poison.toBeIgnored);
    count("poison.ignored", poison.ignored);
    anomalies(frame, totals);
    amplification(frame, pipeline, totals);
  }

  /** The shares of a run; the last one takes in whatever numbers come after. */
  private static List<Share> shares(long mostPlaced, long ordersAtOnce) {
    List<Share> shares = new ArrayList<>();
    long from = 0;
    while (from + ordersAtOnce <= mostPlaced) {
      shares.add(new Share(from, from + ordersAtOnce));
      from += ordersAtOnce;
    }
    shares.add(new Share(from, Long.MAX_VALUE));
    return shares;
  }

  /** Reads and counts a run folder, as many orders at once as there is memory for. */
  public static Recount of(RunFolder folder, Expectations expectations) {
    long fit = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_AN_ORDER;
    int atOnce = ForkJoinPool.getCommonPoolParallelism() + 1;
    return of(folder, expectations, Math.max(1000, fit / atOnce));
  }

  /** As {@link #of(RunFolder, Expectations)}, so many orders at once. */
  static Recount of(RunFolder folder, Expectations expectations, long ordersAtOnce) {
    return new Recount(folder, expectations, ordersAtOnce);
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

  private void orders(RunFrame frame, Totals totals) {
    count("orders.offered", frame.placedSends);
    count("orders.acknowledged", totals.acknowledged);
    count("orders.rejected", totals.rejected);
    count("orders.indeterminate", totals.indeterminate);
    count("orders.indeterminateLanded", totals.indeterminateLanded);
    count("orders.fulfilled", totals.count(Fates.Fate.FULFILLED));
    count("orders.compensated", totals.count(Fates.Fate.COMPENSATED));
    count("orders.deadLettered", totals.count(Fates.Fate.DEAD_LETTERED));
    count("orders.inFlight", totals.count(Fates.Fate.IN_FLIGHT));
    count("orders.lost", totals.count(Fates.Fate.LOST));
    count("orders.duplicateEffects", totals.duplicates);
    count("orders.orphanEffects", totals.orphans);
    count("orders.orderingViolations", totals.disordered());
    count("orders.impossibleTransitions", totals.impossible + totals.rejectedLanded);
    count("orders.parityMismatches", totals.mismatches);
  }

  /** Of the kinds that can be told without all that was observed in memory, and of no replay. */
  private void anomalies(RunFrame frame, Totals totals) {
    String path = "anomalyCounts.";
    count(path + "lost-write", totals.lostEvents);
    count(path + "duplicate", totals.duplicateEvents);
    count(
        path + "nonmonotonic-poll",
        frame.deliveries.values().stream().mapToLong(given -> given.backwards).sum());
    count(path + "ordering-violation", totals.disordered());
    count(path + "impossible-transition", totals.impossible);
    count(path + "duplicate-effect", totals.duplicates);
    count(path + "orphan-effect", totals.orphans);
    count(path + "parity-mismatch", totals.mismatches);
  }

  private void amplification(RunFrame frame, Topology pipeline, Totals totals) {
    count("amplification.events written again", totals.writtenAgain);
    for (Topology.Stage stage : pipeline.stages()) {
      String path = "amplification." + stage.name() + " ";
      count(path + "deliveries", frame.count(stage, StageRecord.Event.DELIVERED));
      DeliveryCount given = frame.deliveries.get(stage.name());
      count(path + "redelivered", given == null ? 0 : given.again);
      count(path + "deduplicated", frame.count(stage, StageRecord.Event.DEDUPLICATED));
      count(path + "failed attempts", frame.count(stage, StageRecord.Event.ATTEMPT_FAILED));
      count(path + "retries", frame.count(stage, StageRecord.Event.RETRY_SCHEDULED));
      count(path + "parked", frame.count(stage, StageRecord.Event.PARKED));
    }
  }

  private void throughput(Totals totals, long start) {
    count("throughput.offeredPeakPerSecond", most(totals.offered));
    count("throughput.achievedPeakPerSecond", most(totals.achieved));
    double seconds = Math.max(1, totals.last - start) / (double) SECOND;
    double goodput = totals.count(Fates.Fate.FULFILLED) / seconds;
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
    percentile(path + "serviceP50Ms", stage.service, 50);
    percentile(path + "serviceP99Ms", stage.service, 99);
  }

  private void percentile(String path, Latency latency, double percentile) {
    Double value = latency.size() == 0 ? null : latency.at(percentile);
    figures.put(path, new Figure(value, DIGITS, RESOLUTION_MS));
  }
}
