package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.stage.Memory.Recollection;
import io.orderstorm.simulator.store.Begun;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.store.Position;
import io.orderstorm.simulator.store.StoreBatch;
import io.orderstorm.simulator.topic.StageName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Breaks crash loops: finds the event that kills its consumer's process whenever it is handled,
 * without suspecting those that were under way beside it.
 *
 * <p>Who takes a partition over says so in the store, and takes it back when the partition is given
 * away in good order. Found at a takeover, the sign of the one before tells of a death, and then
 * the partition's first deliveries, as many as the dead can have had in hand, are watched: the
 * store notes that they are begun before they are, and forgets it with their conclusion. So an
 * event that the store knows to be begun was under way at a death. It goes on alone: nothing else
 * is begun by this consumer meanwhile, and no other lone event in this process, so that a further
 * death can only be its own doing. After {@link #LIVES} it is given up.
 *
 * <p>Without a death this costs one statement for each partition that is taken over or given away.
 * What was begun and put off (the service is out) counts once for each life, and not at all if the
 * partition is given away in good order. Belongs to the consumer's thread.
 */
final class Aftermath {

  /** An event that this many lives have begun, and none concluded, is given up. */
  static final int LIVES = 3;

  static final String ERROR_CLASS = "CrashLoop";

  private final StageName stage;
  private final OrderStore store;
  private final Semaphore lone;
  private final int mostInHand;
  private final String life = UUID.randomUUID().toString();
  private final Map<TopicPartition, Takeover> takeovers = new HashMap<>();
  private @Nullable Delivery alone;

  /**
   * Begins a life.
   *
   * @param lone one permit for all consumers that die together
   * @param mostInHand deliveries that a consumer can have begun at most
   */
  Aftermath(StageName stage, OrderStore store, Semaphore lone, int mostInHand) {
    this.stage = stage;
    this.store = store;
    this.lone = lone;
    this.mostInHand = mostInHand;
  }

  /** What is known of a partition since it was taken over. */
  private static final class Takeover {
    final boolean afterDeath;
    final Map<Position, Begun> before;
    final Set<Delivery> watched = new HashSet<>();
    int begun;
    long lastWatched = Long.MAX_VALUE;

    Takeover(boolean afterDeath, Map<Position, Begun> before) {
      this.afterDeath = afterDeath;
      this.before = before;
    }

    boolean watches(Delivery delivery) {
      return afterDeath && delivery.offset() <= lastWatched;
    }
  }

  /**
   * What may be done with a batch now.
   *
   * @param go may be begun
   * @param later must wait for a lone event, or to be one
   * @param hopeless has killed often enough
   */
  record Verdict(List<Delivery> go, List<Delivery> later, List<Delivery> hopeless) {}

  /** Whether an event goes on alone; then there is no company to wait for. */
  boolean isAlone() {
    return alone != null;
  }

  /**
   * Decides on a batch; what may go and is watched is known to the store as begun.
   *
   * @throws io.orderstorm.simulator.store.StoreUnavailableException if nobody can tell
   */
  Verdict judge(List<Delivery> batch, Recollection known, long nowMillis) {
    var verdict = new Verdict(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var suspects = new ArrayList<Delivery>();
    var fresh = new ArrayList<Delivery>();
    for (Delivery delivery : batch) {
      Takeover takeover = takeover(delivery);
      if (!takeover.watches(delivery) || takeover.watched.contains(delivery)) {
        (isAlone(delivery) ? verdict.go : fresh).add(delivery);
      } else if (known.isSettled(delivery)) {
        verdict.go.add(delivery);
      } else {
        sort(delivery, takeover.before.get(position(delivery)), verdict, suspects, fresh);
      }
    }
    share(verdict, suspects, fresh, nowMillis);
    return verdict;
  }

  private boolean isAlone(Delivery delivery) {
    return delivery == alone;
  }

  private static void sort(
      Delivery delivery,
      @Nullable Begun earlier,
      Verdict verdict,
      List<Delivery> suspects,
      List<Delivery> fresh) {
    if (earlier == null || earlier.lives() == 0) {
      fresh.add(delivery);
    } else if (earlier.lives() < LIVES) {
      suspects.add(delivery);
    } else {
      delivery.resume(earlier.lives(), earlier.firstBegunMillis());
      verdict.hopeless.add(delivery);
    }
  }

  private void share(
      Verdict verdict, List<Delivery> suspects, List<Delivery> fresh, long nowMillis) {
    if (alone == null && !suspects.isEmpty() && lone.tryAcquire()) {
      alone = suspects.get(0);
    }
    boolean nothingLone = alone == null && suspects.isEmpty();
    List<Delivery> going = nothingLone ? fresh : suspects.stream().filter(this::isAlone).toList();
    List<Delivery> watched =
        going.stream()
            .filter(delivery -> takeover(delivery).watches(delivery))
            .filter(delivery -> !takeover(delivery).watched.contains(delivery))
            .toList();
    if (!watched.isEmpty()) {
      store.begin(stage, watched.stream().map(Aftermath::position).toList(), life, nowMillis);
      watched.forEach(this::watch);
    }
    verdict.go.addAll(going);
    suspects.stream().filter(suspect -> !isAlone(suspect)).forEach(verdict.later::add);
    verdict.later.addAll(nothingLone ? List.of() : fresh);
  }

  private void watch(Delivery delivery) {
    Takeover takeover = takeover(delivery);
    takeover.watched.add(delivery);
    takeover.begun++;
    if (takeover.begun >= mostInHand && takeover.lastWatched == Long.MAX_VALUE) {
      takeover.lastWatched = delivery.work().lastOffset(); // whoever overtook it is in hand too
    }
  }

  /** A delivery is about to be remembered as concluded. */
  void concluding(Delivery delivery, StoreBatch batch) {
    Takeover takeover = takeovers.get(delivery.work().partition());
    boolean known =
        takeover != null
            && takeover.afterDeath
            && (takeover.watched.contains(delivery)
                || takeover.before.containsKey(position(delivery)));
    if (known) {
      batch.concluded(position(delivery));
    }
  }

  /** A delivery is remembered as concluded. */
  void concluded(Delivery delivery) {
    Takeover takeover = takeovers.get(delivery.work().partition());
    if (takeover != null) {
      takeover.watched.remove(delivery);
    }
    if (isAlone(delivery)) {
      free();
    }
  }

  /** A partition was given to this consumer. */
  void assigned(TopicPartition partition) {
    takeovers.remove(partition);
  }

  /**
   * A partition is let go by a consumer that lives: whatever it began there did not kill it.
   *
   * @throws io.orderstorm.simulator.store.StoreUnavailableException if the store can't note it; the
   *     next consumer will then be careful without need
   */
  void letGo(TopicPartition partition) {
    if (alone != null && alone.work().partition().equals(partition)) {
      free();
    }
    if (takeovers.remove(partition) != null) {
      store.giveAway(stage, partition.topic(), partition.partition(), life);
    }
  }

  private void free() {
    alone = null;
    lone.release();
  }

  private Takeover takeover(Delivery delivery) {
    return takeovers.computeIfAbsent(
        delivery.work().partition(), partition -> takeOver(partition, delivery));
  }

  private Takeover takeOver(TopicPartition partition, Delivery first) {
    String topic = partition.topic();
    int number = partition.partition();
    boolean afterDeath = store.takeOver(stage, topic, number, life);
    return new Takeover(
        afterDeath,
        afterDeath ? store.begun(stage, topic, number, first.work().firstOffset()) : Map.of());
  }

  private static Position position(Delivery delivery) {
    TopicPartition at = delivery.work().partition();
    return new Position(at.topic(), at.partition(), delivery.offset());
  }
}
