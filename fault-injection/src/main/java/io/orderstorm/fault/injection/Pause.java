package io.orderstorm.fault.injection;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Waiting for a moment of the run, unless the injection is stopped before. */
final class Pause {

  private Pause() {}

  /** Whether it was stopped before that moment. */
  static boolean until(long nanos, LongSupplier runNanos, CountDownLatch stop) {
    while (true) {
      var left = nanos - runNanos.getAsLong();
      try {
        if (stop.await(left, TimeUnit.NANOSECONDS)) {
          return true;
        }
        if (nanos - runNanos.getAsLong() <= 0) {
          return false;
        }
      } catch (InterruptedException e) {
        return true;
      }
    }
  }
}
