package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.topic.StageName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the effects that exist already of what is to be replayed into stages, a batch of events at
 * a time. For one thread.
 */
final class EffectsSeen {

  private static final int BATCH = 1_000;

  private final StoreView store;
  private final Map<StageName, List<EventMeta>> asked = new EnumMap<>(StageName.class);
  private long present;

  EffectsSeen(StoreView store) {
    this.store = store;
  }

  void add(StageName stage, EventMeta event) {
    List<EventMeta> batch = asked.computeIfAbsent(stage, one -> new ArrayList<>());
    batch.add(event);
    if (batch.size() == BATCH) {
      ask(stage, batch);
    }
  }

  long present() {
    asked.forEach(this::ask);
    return present;
  }

  private void ask(StageName stage, List<EventMeta> batch) {
    if (!batch.isEmpty()) {
      present += store.present(stage, batch);
      batch.clear();
    }
  }
}
