package io.orderstorm.simulator.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a consumer that wait for something: for their turn, for their time, for the
 * service to come back, or for proof that a failure was their own. Belongs to the consumer's
 * thread.
 */
final class Waiting {
  private final Deque<Delivery> ready = new ArrayDeque<>();
  private final Queue<Delivery> timed =
      new PriorityQueue<>(Comparator.comparingLong(Delivery::dueNanos));
  private final Deque<Delivery> held = new ArrayDeque<>();
  private final List<Delivery> suspects = new ArrayList<>();

  /** May be begun now. */
  void ready(Delivery delivery) {
    ready.add(delivery);
  }

  /** May be begun, before all others. */
  void readyAgain(List<Delivery> batch) {
    for (int at = batch.size() - 1; at >= 0; at--) {
      ready.addFirst(batch.get(at));
    }
  }

  /** May be begun at its due time. */
  void until(Delivery delivery, long dueNanos) {
    delivery.due(dueNanos);
    timed.add(delivery);
  }

  /** Waits for the service to come back. */
  void held(Delivery delivery) {
    held.add(delivery);
  }

  /** Waits for proof that its failure was its own. */
  void suspect(Delivery delivery) {
    suspects.add(delivery);
  }

  /** The circuit opened: no suspect is to blame. */
  void holdSuspects() {
    held.addAll(suspects);
    suspects.clear();
  }

  /** The circuit closed: whoever was held goes on, in front, as soon as the service wants it. */
  void releaseHeld(long nowNanos) {
    var goOn = new ArrayList<Delivery>();
    for (Delivery delivery : held) {
      if (mayAsk(delivery, nowNanos)) {
        goOn.add(delivery);
      } else {
        until(delivery, delivery.leftAloneUntilNanos());
      }
    }
    readyAgain(goOn);
    held.clear();
  }

  /** May be tried again as soon as the service wants it. */
  void again(Delivery delivery, long nowNanos) {
    if (mayAsk(delivery, nowNanos)) {
      ready(delivery);
    } else {
      until(delivery, delivery.leftAloneUntilNanos());
    }
  }

  private static boolean mayAsk(Delivery delivery, long nowNanos) {
    return delivery.leftAloneUntilNanos() <= nowNanos;
  }

  /** Takes out the suspects that failed before the service answered someone else. */
  List<Delivery> convicted(long lastAnswerNanos) {
    return takeSuspects(suspect -> suspect.failedNanos() < lastAnswerNanos);
  }

  /** Takes out the suspects that have waited long enough for proof. */
  List<Delivery> undecided(long failedBeforeNanos) {
    return takeSuspects(suspect -> suspect.failedNanos() <= failedBeforeNanos);
  }

  boolean hasSuspects() {
    return !suspects.isEmpty();
  }

  /** Whoever's time has come becomes ready. */
  void wake(long nowNanos) {
    while (!timed.isEmpty() && timed.peek().dueNanos() <= nowNanos) {
      ready.add(timed.remove());
    }
  }

  /** When the next one's time comes. */
  long nextDueNanos() {
    return timed.isEmpty() ? Long.MAX_VALUE : timed.peek().dueNanos();
  }

  /** Takes up to {@code most} that are ready. */
  List<Delivery> take(int most) {
    var batch = new ArrayList<Delivery>();
    while (batch.size() < most && !ready.isEmpty()) {
      batch.add(ready.remove());
    }
    return batch;
  }

  /**
   * Takes one to ask the service with: a different one every time, and none that the service wants
   * to be left alone with.
   */
  @Nullable Delivery takeForProbe(long nowNanos) {
    for (Iterator<Delivery> all = held.iterator(); all.hasNext(); ) {
      Delivery next = all.next();
      if (mayAsk(next, nowNanos)) {
        all.remove();
        return next;
      }
    }
    return ready.poll();
  }

  int readyCount() {
    return ready.size();
  }

  /** Drops the deliveries of partitions that are given away. */
  void drop(PartitionWork work) {
    for (Collection<Delivery> each : List.of(ready, timed, held, suspects)) {
      each.removeIf(delivery -> delivery.work() == work);
    }
  }

  private List<Delivery> takeSuspects(Predicate<Delivery> which) {
    var taken = new ArrayList<Delivery>();
    for (Iterator<Delivery> all = suspects.iterator(); all.hasNext(); ) {
      Delivery suspect = all.next();
      if (which.test(suspect)) {
        all.remove();
        taken.add(suspect);
      }
    }
    return taken;
  }
}
