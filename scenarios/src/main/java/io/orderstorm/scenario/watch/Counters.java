package io.orderstorm.scenario.watch;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the observer has counted so far; for the display and for knowing when the pipeline is quiet.
 * The observer's thread writes, any thread reads. Orders count once, however often their events are
 * seen: a bit of memory an order.
 */
public final class Counters {

  final AtomicLong deadLetters = new AtomicLong();
  final AtomicLong records = new AtomicLong();
  final AtomicLong replayed = new AtomicLong();
  final OpenLetters letters = new OpenLetters();
  private final Once placed = new Once();
  private final Once ended = new Once();

  private static final class Once {
    private final BitSet seen = new BitSet();
    private final AtomicLong count = new AtomicLong();

    void add(long orderNumber) {
      int at = Math.toIntExact(orderNumber);
      if (!seen.get(at)) {
        seen.set(at);
        count.incrementAndGet();
      }
    }
  }

  void placed(long orderNumber) {
    placed.add(orderNumber);
  }

  void ended(long orderNumber) {
    ended.add(orderNumber);
  }

  /** Orders seen on the topic, poison left out. */
  public long placed() {
    return placed.count.get();
  }

  /** Orders dispatched, compensated or dead-lettered before either. */
  public long ended() {
    return ended.count.get();
  }

  /** Records seen in any dead-letter queue. */
  public long deadLetters() {
    return deadLetters.get();
  }

  /** The dead letters, and which of them are open. */
  public OpenLetters letters() {
    return letters;
  }

  /** Records seen on any topic that a replay wrote or caused. */
  public long replayed() {
    return replayed.get();
  }

  /** Records seen on any topic. */
  public long records() {
    return records.get();
  }

  /** Orders placed and without an end; an end may be seen before its beginning, never below 0. */
  public long inFlight() {
    return Math.max(0, placed() - ended());
  }
}
