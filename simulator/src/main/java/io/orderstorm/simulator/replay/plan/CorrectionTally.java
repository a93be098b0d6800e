package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.stage.Reach;
import io.orderstorm.simulator.topic.StageName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a correction leads to behind its stage. With a store, what the stage decided before
 * is known, so that only what follows from that is counted; without one, the way with the most work
 * is. For one thread.
 */
final class CorrectionTally {

  private static final int BATCH = 1_000;

  private final StageName stage;
  private final int revision;
  private final @Nullable StoreView store;
  private final List<EventMeta> batch = new ArrayList<>();
  private final Map<EventType, Long> handled = new EnumMap<>(EventType.class);
  private final Map<EventType, Long> made = new EnumMap<>(EventType.class);
  private final Map<EventType, Long> open = new EnumMap<>(EventType.class);
  private final Set<Long> counted = new HashSet<>();
  private int newest;
  private long present;

  CorrectionTally(Target.Correction target, @Nullable StoreView store) {
    this.stage =
        Arrays.stream(StageName.values())
            .filter(one -> one.group().equals(target.group()))
            .findFirst()
            .orElseThrow(() -> new ReplayRefusedException("there is no stage " + target.group()));
    this.revision = target.revision();
    this.store = store;
  }

  /** Adds an event in scope. */
  void add(EventMeta event) {
    newest = Math.max(newest, event.revision());
    if (Reach.outcomes(stage, event.type()).isEmpty()) {
      return;
    }
    handled.merge(event.type(), 1L, Long::sum);
    if (store == null) {
      open.merge(event.type(), 1L, Long::sum);
    } else {
      batch.add(event);
      if (batch.size() == BATCH) {
        ask(store);
      }
    }
  }

  /**
   * Refuses a revision that would make nothing new, or that a stage behind has made something of
   * already: its outcomes of that revision would be there twice.
   *
   * @throws ReplayRefusedException if what is in scope, or what followed from it as far as the
   *     store tells, has that revision already, or a higher one
   */
  void requireAbove() {
    finish();
    if (newest >= revision) {
      throw new ReplayRefusedException(
          "target.revision",
          "must be above "
              + newest
              + ", which events in scope, or what followed from them, have already, but is "
              + revision);
    }
  }

  Reexecution total() {
    finish();
    Reach reach = Reach.NONE;
    for (Map.Entry<EventType, Long> one : made.entrySet()) {
      reach = reach.and(Reach.of(stage, one.getKey(), one.getValue()));
    }
    for (Map.Entry<EventType, Long> one : open.entrySet()) {
      reach = reach.and(Reach.behind(stage, one.getKey(), one.getValue()));
    }
    var stages = new TreeMap<String, Long>();
    reach.given().forEach((later, count) -> stages.put(later.group(), count));
    var calls = new TreeMap<String, Long>();
    reach.calls().forEach((later, count) -> calls.put(later.service(), count));
    return new Reexecution(
        revision,
        handled.values().stream().mapToLong(Long::longValue).sum(),
        stages,
        calls,
        store == null ? null : (Long) present);
  }

  private void finish() {
    if (store != null && !batch.isEmpty()) {
      ask(store);
    }
  }

  private void ask(StoreView of) {
    Set<EventType> types = Set.copyOf(batch.stream().map(EventMeta::type).toList());
    newest = Math.max(newest, of.newestRevision(stage, types, batch));
    for (EventType type : types) {
      List<EventMeta> those = batch.stream().filter(event -> event.type() == type).toList();
      Map<EventType, Long> known = of.outcomes(stage, those);
      long outcomes = known.values().stream().mapToLong(Long::longValue).sum();
      known.forEach((outcome, count) -> made.merge(outcome, count, Long::sum));
      open.merge(type, those.size() - outcomes, Long::sum);
    }
    List<EventMeta> fresh =
        batch.stream().filter(event -> counted.add(event.orderNumber())).toList();
    Reach reach = Reach.NONE;
    for (EventType type : EventType.values()) {
      reach = reach.and(Reach.behind(stage, type, 1));
    }
    for (Map.Entry<StageName, Set<EventType>> later : reach.types().entrySet()) {
      present += of.presentOf(later.getKey(), later.getValue(), fresh);
      newest = Math.max(newest, of.newestRevision(later.getKey(), later.getValue(), fresh));
    }
    batch.clear();
  }
}
