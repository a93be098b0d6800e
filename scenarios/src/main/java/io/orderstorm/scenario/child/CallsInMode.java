package io.orderstorm.scenario.child;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a service did since its mode was last set: how a fault on it proves that it was felt.
 * Thread-safe.
 */
final class CallsInMode {

  private final AtomicLong calls = new AtomicLong();

  void count() {
    calls.incrementAndGet();
  }

  /** The count so far; begins again at 0. */
  long restart() {
    return calls.getAndSet(0);
  }
}
