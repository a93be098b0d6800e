package io.orderstorm.scenario.alert;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How an error budget is spent: what was bad, out of what there was, by the time at which it was
 * noticed.
 */
final class Budget {

  /** What had come together up to a moment. */
  private record Sum(long nanos, double bad, double all) {}

  private final double objective;
  private final long keptNanos;
  private final Deque<Sum> sums = new ArrayDeque<>();
  private Sum last = new Sum(Long.MIN_VALUE, 0, 0);
  private Sum forgotten = last;

  /**
   * @param objective the share that must be good, from 0 to 1
   * @param keptNanos the longest window that is ever asked for
   */
  Budget(double objective, long keptNanos) {
    this.objective = objective;
    this.keptNanos = keptNanos;
  }

  /** Takes in what came since the last time. */
  void spend(long nanos, double bad, double all) {
    last = new Sum(nanos, last.bad() + bad, last.all() + all);
    sums.addLast(last);
    while (sums.getFirst().nanos() <= nanos - keptNanos) {
      forgotten = sums.removeFirst();
    }
  }

  /**
   * How many times faster than allowed the budget burned in the window that ends with what was last
   * taken in, its beginning left out.
   *
   * @param least what there is at least taken to have been, so that a window that has hardly begun
   *     does not make much of little; above 0
   */
  double burn(long windowNanos, double least) {
    Sum before = before(last.nanos() - windowNanos);
    double share = (last.bad() - before.bad()) / Math.max(least, last.all() - before.all());
    return share / (1 - objective);
  }

  private Sum before(long nanos) {
    Sum found = forgotten;
    for (Sum sum : sums) {
      if (sum.nanos() > nanos) {
        break;
      }
      found = sum;
    }
    return found;
  }
}
