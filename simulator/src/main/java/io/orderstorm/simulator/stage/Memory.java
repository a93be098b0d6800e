package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.store.GivenUp;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.store.Parked;
import io.orderstorm.simulator.store.Position;
import io.orderstorm.simulator.topic.StageName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer knows from the store, asked for a batch at a time. Only keys that may be parked
 * and partitions that were just taken over cost a question of their own.
 *
 * <p>A key that is not in {@code mayBeParked} is not parked: only the owner of a partition parks
 * its keys, and a new owner reads them all before it begins. One that is in there may have been
 * unparked by the owner of the retry partition, so it is asked about.
 */
final class Memory {
  private final StageName stage;
  private final OrderStore store;
  private final Map<String, Set<String>> mayBeParked = new HashMap<>();
  private final Map<TopicPartition, Map<Position, Parked>> parkedAtTakeover = new HashMap<>();
  private final Map<TopicPartition, Map<Position, GivenUp>> givenUpAtTakeover = new HashMap<>();

  Memory(StageName stage, OrderStore store) {
    this.stage = stage;
    this.store = store;
  }

  /** What is known of the deliveries of one batch. */
  static final class Recollection {
    private final Map<Long, OrderHistory> histories;
    private final Map<Position, Parked> parked = new HashMap<>();
    private final Map<Position, GivenUp> givenUp = new HashMap<>();
    private final Map<String, Set<String>> parkedKeys = new HashMap<>();

    private Recollection(Map<Long, OrderHistory> histories) {
      this.histories = histories;
    }

    OrderHistory history(Delivery delivery) {
      return histories.getOrDefault(delivery.orderNumber(), OrderHistory.BLANK);
    }

    /** Whether nothing is left to be done with it but to say again what it came to. */
    boolean isSettled(Delivery delivery) {
      return givenUp.containsKey(delivery.origin())
          || history(delivery).of(delivery.rootId(), delivery.revision()).isPresent();
    }

    @Nullable Parked parked(Delivery delivery) {
      return parked.get(delivery.origin());
    }

    @Nullable GivenUp givenUp(Delivery delivery) {
      return givenUp.get(delivery.origin());
    }

    boolean keyIsParked(Delivery delivery) {
      return parkedKeys.getOrDefault(delivery.origin().topic(), Set.of()).contains(delivery.key());
    }
  }

  /** A partition was taken over: what its former owner did is in the store only. */
  void forget(TopicPartition partition) {
    mayBeParked.remove(partition.topic());
    parkedAtTakeover.remove(partition);
    givenUpAtTakeover.remove(partition);
  }

  /** The consumer itself is parking a key. */
  void parking(Delivery delivery) {
    var keys = mayBeParked.get(delivery.origin().topic());
    if (keys != null) {
      keys.add(delivery.key());
    }
  }

  /** All that the store has on these deliveries. */
  Recollection recall(List<Delivery> batch) {
    long[] orders = batch.stream().mapToLong(Delivery::orderNumber).distinct().toArray();
    var recollection = new Recollection(store.histories(stage, orders));
    for (Delivery delivery : batch) {
      if (delivery.isRetry()) {
        recallWaiting(delivery.origin(), recollection);
      } else {
        recallTakeover(delivery, recollection);
      }
    }
    recallParkedKeys(batch, recollection);
    return recollection;
  }

  /** Events in retry topics are few: each is asked for by itself. */
  private void recallWaiting(Position origin, Recollection recollection) {
    var parked = store.parked(stage, origin.topic(), origin.partition(), origin.offset());
    var givenUp = store.givenUp(stage, origin.topic(), origin.partition(), origin.offset());
    if (parked.containsKey(origin)) {
      recollection.parked.put(origin, parked.get(origin));
    }
    if (givenUp.containsKey(origin)) {
      recollection.givenUp.put(origin, givenUp.get(origin));
    }
  }

  private void recallTakeover(Delivery delivery, Recollection recollection) {
    TopicPartition partition = delivery.work().partition();
    Position origin = delivery.origin();
    long first = delivery.work().firstOffset();
    var parked =
        parkedAtTakeover.computeIfAbsent(
            partition, at -> store.parked(stage, at.topic(), at.partition(), first));
    var givenUp =
        givenUpAtTakeover.computeIfAbsent(
            partition, at -> store.givenUp(stage, at.topic(), at.partition(), first));
    Parked waiting = parked.get(origin);
    GivenUp dead = givenUp.get(origin);
    if (waiting != null) {
      recollection.parked.put(origin, waiting);
    }
    if (dead != null) {
      recollection.givenUp.put(origin, dead);
    }
  }

  private void recallParkedKeys(List<Delivery> batch, Recollection recollection) {
    var doubtful = new HashMap<String, Set<String>>();
    for (Delivery delivery : batch) {
      String topic = delivery.origin().topic();
      if (!delivery.isRetry() && mayBeParked(topic).contains(delivery.key())) {
        doubtful.computeIfAbsent(topic, t -> new HashSet<>()).add(delivery.key());
      }
    }
    doubtful.forEach(
        (topic, keys) -> {
          Set<String> parked = store.parkedKeys(stage, topic, keys);
          recollection.parkedKeys.put(topic, parked);
          dropUnparked(topic, keys, parked);
        });
  }

  private void dropUnparked(String topic, Collection<String> asked, Set<String> parked) {
    for (String key : asked) {
      if (!parked.contains(key)) {
        mayBeParked(topic).remove(key);
      }
    }
  }

  private Set<String> mayBeParked(String topic) {
    return mayBeParked.computeIfAbsent(topic, t -> store.parkedKeys(stage, t));
  }
}
