package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a share of a run comes to, or several added up. */
final class Totals {

  private static final long SECOND = 1_000_000_000L;

  final Map<String, LatencyCount.Stage> latencies = new LinkedHashMap<>();
  final Map<Long, Long> offered = new HashMap<>();
  final Map<Long, Long> achieved = new HashMap<>();
  long acknowledged;
  long rejected;
  long indeterminate;
  long indeterminateLanded;
  long duplicates;
  long orphans;
  long mismatches;
  long impossible;
  long rejectedLanded;
  long lostEvents;
  long duplicateEvents;
  long writtenAgain;
  final Map<EffectType, Long> unequal = new EnumMap<>(EffectType.class);

  /** When the last order ended, or the load. */
  long last;

  private final Topology pipeline;
  private final long start;
  private final long warmupEnd;
  private final SharedKeys shared = new SharedKeys();
  private final Map<Fates.Fate, Long> fates = new EnumMap<>(Fates.Fate.class);
  private long disordered;

  Totals(Topology pipeline, long start, long loadEnd, long warmupEnd) {
    this.pipeline = pipeline;
    this.start = start;
    this.last = loadEnd;
    this.warmupEnd = warmupEnd;
  }

  void add(RawRun run) {
    Fates of = new Fates(run, pipeline);
    acknowledged += of.acknowledged;
    rejected += of.rejected;
    indeterminate += of.indeterminate;
    indeterminateLanded += of.indeterminateLanded;
    for (Fates.Fate fate : Fates.Fate.values()) {
      fates.merge(fate, of.count(fate), Long::sum);
    }
    EffectCount effects = new EffectCount(run, of);
    duplicates += effects.duplicates;
    orphans += effects.orphans;
    mismatches += effects.mismatches;
    EventCount events = new EventCount(run, pipeline, shared);
    effects.unequal.forEach((effect, count) -> unequal.merge(effect, count, Long::sum));
    impossible += events.impossible;
    rejectedLanded += of.rejectedLanded;
    lostEvents += of.lostEvents + new FollowUpCount(run).lost;
    duplicateEvents += run.duplicates;
    writtenAgain += run.writtenAgain;
    disordered += events.disordered;
    LatencyCount latency = new LatencyCount(run, pipeline, of, warmupEnd, latencies);
    for (long end : latency.ends().values()) {
      last = Math.max(last, end);
    }
    run.placed.values().forEach(send -> count(send, run.outcomes.get(send.orderNumber())));
  }

  /** Adds what other shares came to. */
  void add(Totals others) {
    acknowledged += others.acknowledged;
    rejected += others.rejected;
    indeterminate += others.indeterminate;
    indeterminateLanded += others.indeterminateLanded;
    duplicates += others.duplicates;
    orphans += others.orphans;
    mismatches += others.mismatches;
    impossible += others.impossible;
    rejectedLanded += others.rejectedLanded;
    lostEvents += others.lostEvents;
    duplicateEvents += others.duplicateEvents;
    writtenAgain += others.writtenAgain;
    others.unequal.forEach((effect, count) -> unequal.merge(effect, count, Long::sum));
    disordered += others.disordered;
    last = Math.max(last, others.last);
    shared.addAll(others.shared);
    others.fates.forEach((fate, count) -> fates.merge(fate, count, Long::sum));
    others.offered.forEach((second, count) -> offered.merge(second, count, Long::sum));
    others.achieved.forEach((second, count) -> achieved.merge(second, count, Long::sum));
    others.latencies.forEach(
        (stage, of) -> latencies.computeIfAbsent(stage, s -> new LatencyCount.Stage()).addAll(of));
  }

  private void count(Send send, @org.jspecify.annotations.Nullable Outcome outcome) {
    offered.merge(Math.floorDiv(send.intendedNanos() - start, SECOND), 1L, Long::sum);
    if (outcome != null && outcome.result() == Outcome.Result.ACKNOWLEDGED) {
      achieved.merge(Math.floorDiv(outcome.completedNanos() - start, SECOND), 1L, Long::sum);
    }
  }

  long count(Fates.Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }

  /** Events that lie behind a later one of their key. */
  long disordered() {
    return disordered + shared.disordered();
  }
}
