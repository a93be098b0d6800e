package io.orderstorm.simulator.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one assigned partition: how far all is done, and whose turn it is within each
 * key. Belongs to its consumer's thread.
 */
final class PartitionWork {
  private static final int PAIR = 2;
  private static final long NOTHING = -1;

  private final TopicPartition partition;
  private final boolean retry;
  private final Deque<Delivery> window = new ArrayDeque<>();
  private final Map<String, Deque<Delivery>> queues = new HashMap<>();
  private long doneUpTo = NOTHING;
  private long committed = NOTHING;
  private long firstOffset = NOTHING;
  private int behind;
  private int unfinished;
  private int underWay;
  private boolean closing;
  private boolean abandoned;

  PartitionWork(TopicPartition partition, boolean retry) {
    this.partition = partition;
    this.retry = retry;
  }

  TopicPartition partition() {
    return partition;
  }

  /** Whether this is a partition of a retry topic. */
  boolean isRetry() {
    return retry;
  }

  /** Takes a delivery in that has no order to keep. */
  void admit(Delivery delivery) {
    if (firstOffset == NOTHING) {
      firstOffset = delivery.offset();
    }
    window.add(delivery);
    unfinished++;
  }

  /** The first offset that was delivered since the partition was assigned. */
  long firstOffset() {
    return firstOffset;
  }

  /** The last offset that was delivered and is not yet done with all before it; −1 if none is. */
  long lastOffset() {
    Delivery last = window.peekLast();
    return last == null ? NOTHING : last.offset();
  }

  /**
   * Takes a delivery in, behind the others of its key.
   *
   * @return whether it is first in its key's queue
   */
  boolean admitInTurn(Delivery delivery) {
    admit(delivery);
    var queue = queues.computeIfAbsent(delivery.key(), key -> new ArrayDeque<>(2));
    queue.add(delivery);
    behind += queue.size() > PAIR ? 1 : 0;
    return queue.size() == 1;
  }

  /**
   * Lets the next of the key have its turn.
   *
   * @return the next, null if there is none
   */
  @Nullable Delivery release(Delivery first) {
    var queue = queues.get(first.key());
    if (queue == null || queue.peek() != first) {
      return null; // it never queued
    }
    queue.remove();
    if (queue.isEmpty()) {
      queues.remove(first.key());
    }
    behind -= queue.size() >= PAIR ? 1 : 0;
    return queue.peek();
  }

  /** Whether some key is hot: more than an order and its follow-up stand in line. */
  boolean hasHotKey() {
    return behind > 0;
  }

  /** A delivery is done: what follows from it is with the broker. */
  void done(Delivery delivery) {
    delivery.finish();
    unfinished--;
    underWay--;
    while (!window.isEmpty() && window.peek().isFinished()) {
      doneUpTo = window.remove().offset() + 1;
    }
  }

  /** A delivery has been begun: a call or a transaction is under way, or about to be. */
  void begun() {
    underWay++;
  }

  /** A delivery that was begun came to nothing yet. */
  void putBack() {
    underWay--;
  }

  /** Whether anything is begun and not done. */
  boolean isUnderWay() {
    return underWay > 0;
  }

  int unfinished() {
    return unfinished;
  }

  /**
   * All that was delivered is done, and more offsets were passed, which hold no records: the marks
   * of transactions. Uncommitted, they would look like lag for ever.
   */
  void passed(long position) {
    if (isIdle()) {
      doneUpTo = Math.max(doneUpTo, position);
    }
  }

  /** Whether nothing is in hand, but something was. */
  boolean isIdle() {
    return window.isEmpty() && doneUpTo != NOTHING;
  }

  /** The offset to commit, −1 if it is committed already. */
  long toCommit() {
    return doneUpTo == committed ? NOTHING : doneUpTo;
  }

  void committed(long offset) {
    committed = offset;
  }

  /** No delivery of this partition is to be begun any more. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  /** Someone else has the partition now: results that still come are none of ours. */
  void abandon() {
    closing = true;
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }
}
