package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.replay.Copies;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.SourceReader;
import io.orderstorm.simulator.replay.plan.StoreView;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks what a stage has done with the copies that it was given in its lane. Used up once. */
final class Lane {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 250;

  private static final int BATCH = 1_000;

  private final ClusterAccess access;
  private final ClusterView cluster;
  private final StoreView store;
  private final SealedPlan sealed;
  private final StageName stage;
  private final List<EventMeta> batch = new ArrayList<>();
  private long handled;
  private long superseded;

  private Lane(
      ClusterAccess access,
      ClusterView cluster,
      StoreView store,
      SealedPlan sealed,
      StageName stage) {
    this.access = access;
    this.cluster = cluster;
    this.store = store;
    this.sealed = sealed;
    this.stage = stage;
  }

  /** The lane that a plan's copies go to; empty if it is none, or no store can be asked. */
  static Optional<Lane> of(
      ClusterAccess access, ClusterView cluster, @Nullable StoreView store, SealedPlan sealed) {
    String group = group(sealed.plan().request().target());
    return store == null
        ? Optional.empty()
        : Arrays.stream(StageName.values())
            .filter(stage -> stage.group().equals(group))
            .findFirst()
            .map(stage -> new Lane(access, cluster, store, sealed, stage));
  }

  private static String group(Target target) {
    if (target instanceof Target.Correction correction) {
      return correction.group();
    }
    return target instanceof Target.Lane lane ? lane.group() : "";
  }

  /**
   * Waits until the stage has read all that is in its lane now, and counts.
   *
   * @return empty if the stage takes too long, or the wait is to end
   */
  Optional<Outcome.Reception> reception(BooleanSupplier end) {
    Map<TopicPartition, Long> ends = ends();
    long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!hasRead(ends)) {
      if (System.nanoTime() > giveUpNanos || end.getAsBoolean() || !rested()) {
        return Optional.empty();
      }
    }
    return Optional.of(count());
  }

  /** What follows from the copies is under the replay's number too, so they are asked for by id. */
  private Outcome.Reception count() {
    ReplayPlan plan = sealed.plan();
    var copies = new Copies(plan.request(), plan.id(), sealed.replayId());
    new SourceReader(access, plan.clientId())
        .read(
            SourceReader.parts(plan.slices()),
            record -> {
              if (plan.request().scope().includes(record) && !copies.isLeftOut(record)) {
                add(record.value());
              }
              return true;
            });
    ask();
    return new Outcome.Reception(handled, superseded);
  }

  private void add(byte @Nullable [] value) {
    try {
      if (value != null) {
        batch.add(EventCodec.peek(value));
      }
    } catch (UndecodableEventException e) {
      // given up, if the stage had not done so before
    }
    if (batch.size() == BATCH) {
      ask();
    }
  }

  private void ask() {
    if (!batch.isEmpty()) {
      handled += store.handledBy(sealed.replayId(), stage, batch);
      superseded += store.supersededBy(sealed.replayId(), stage, batch);
      batch.clear();
    }
  }

  private Map<TopicPartition, Long> ends() {
    var ends = new HashMap<TopicPartition, Long>();
    for (TopicSeen topic :
        cluster.topics(sealed.plan().targets().stream().map(TopicSeen::name).toList())) {
      for (int number = 0; number < topic.partitions(); number++) {
        if (topic.ends().get(number) > 0) {
          ends.put(new TopicPartition(topic.name(), number), topic.ends().get(number));
        }
      }
    }
    return ends;
  }

  private boolean hasRead(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> committed = cluster.checkpoint(stage.group());
    return ends.entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private static boolean rested() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
