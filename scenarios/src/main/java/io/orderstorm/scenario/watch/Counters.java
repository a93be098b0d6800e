package io.orderstorm.scenario.watch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the observer has counted so far; for the display and for knowing when the pipeline is quiet.
 * Thread-safe.
 */
public final class Counters {

  final AtomicLong placed = new AtomicLong();
  final AtomicLong ended = new AtomicLong();
  final AtomicLong deadLetters = new AtomicLong();
  final AtomicLong records = new AtomicLong();

  /** Orders seen on the topic, poison left out. */
  public long placed() {
    return placed.get();
  }

  /** Orders dispatched, compensated or dead-lettered before either. */
  public long ended() {
    return ended.get();
  }

  /** Records seen in any dead-letter queue. */
  public long deadLetters() {
    return deadLetters.get();
  }

  /** Records seen on any topic. */
  public long records() {
    return records.get();
  }

  /**
   * Orders placed and without an end; redelivered outcomes may make it too small for a moment,
   * never below 0.
   */
  public long inFlight() {
    return Math.max(0, placed() - ended());
  }
}
