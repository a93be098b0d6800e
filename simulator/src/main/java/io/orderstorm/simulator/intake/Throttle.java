package io.orderstorm.simulator.intake;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Slows an intake down to what the brokers take: when too many of its sends have no outcome, the
 * next one waits until half of them have. Many unanswered sends are how brokers that are saturated
 * look from outside. The wait is part of {@code send()}, so it counts as latency and not as the
 * sender's own lateness. Thread-safe.
 */
final class Throttle {

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition relief = lock.newCondition();
  private int unanswered;

  /**
   * @param most sends without an outcome at which the next one waits, at least 1
   */
  Throttle(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a throttle allows at least 1 send, not " + most);
    }
    this.most = most;
  }

  /**
   * A send begins; waits if there are too many without an outcome.
   *
   * @return who is to be told the outcome in the listener's place
   */
  SendListener begin(SendListener listener) {
    if (most == IntakeSettings.UNBOUNDED) {
      return listener; // nothing is ever too many: it costs nothing to allow it
    }
    enter();
    return outcome -> {
      end();
      listener.completed(outcome);
    };
  }

  private void enter() {
    lock.lock();
    try {
      if (unanswered >= most) {
        while (unanswered > most / 2) {
          relief.awaitUninterruptibly();
        }
      }
      unanswered++;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      unanswered--;
      if (unanswered <= most / 2) {
        relief.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
