package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.store.EffectLookup;
import io.orderstorm.simulator.topic.StageName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What plans and runs ask a store of the reference pipeline. */
public interface StoreView {

  /** How many of these events have had an effect in the stage. */
  long present(StageName stage, List<EventMeta> events);

  /** How many effects the stage has for events of these types of these events' orders. */
  long presentOf(StageName stage, Set<EventType> types, List<EventMeta> events);

  /** What the stage made of these events last, by type; those it made nothing of are left out. */
  Map<EventType, Long> outcomes(StageName stage, List<EventMeta> events);

  /** The highest revision of events of these types of these events' orders in the stage, or 0. */
  int newestRevision(StageName stage, Set<EventType> types, List<EventMeta> events);

  /** How many of these events the stage has handled because a replay brought them. */
  long handledBy(int replay, StageName stage, List<EventMeta> events);

  /** How many of these the stage has skipped when a replay brought them, knowing newer ones. */
  long supersededBy(int replay, StageName stage, List<EventMeta> events);

  /** A store that is looked into over a connection. */
  static StoreView of(EffectLookup store) {
    return new StoreView() {
      @Override
      public long present(StageName stage, List<EventMeta> events) {
        return store.present(stage, events);
      }

      @Override
      public long presentOf(StageName stage, Set<EventType> types, List<EventMeta> events) {
        return store.presentOf(stage, types, events);
      }

      @Override
      public Map<EventType, Long> outcomes(StageName stage, List<EventMeta> events) {
        return store.outcomes(stage, events);
      }

      @Override
      public int newestRevision(StageName stage, Set<EventType> types, List<EventMeta> events) {
        return store.newestRevision(stage, types, events);
      }

      @Override
      public long handledBy(int replay, StageName stage, List<EventMeta> events) {
        return store.handledBy(replay, stage, events);
      }

      @Override
      public long supersededBy(int replay, StageName stage, List<EventMeta> events) {
        return store.supersededBy(replay, stage, events);
      }
    };
  }
}
