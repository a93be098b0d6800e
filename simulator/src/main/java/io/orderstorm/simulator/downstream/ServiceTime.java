package io.orderstorm.simulator.downstream;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long a service takes for one request, its queue not counted. */
@FunctionalInterface
public interface ServiceTime {

  /** The 99th percentile of the standard normal distribution. */
  double Z99 = 2.3263478740408408;

  long nanos(SplittableRandom random);

  static ServiceTime constant(Duration time) {
    long nanos = notNegative(time, "time");
    return random -> nanos;
  }

  static ServiceTime exponential(Duration mean) {
    long nanos = notNegative(mean, "mean");
    return random -> (long) (-nanos * Math.log(1 - random.nextDouble()));
  }

  /** The usual shape of service times: half of them below the median, one in a hundred over p99. */
  static ServiceTime lognormal(Duration median, Duration p99) {
    long nanos = notNegative(median, "median");
    if (nanos == 0 || p99.compareTo(median) < 0) {
      throw new IllegalArgumentException(
          "p99 must be at least the median, which must be above 0, not p99 "
              + p99
              + " with median "
              + median);
    }
    double sigma = Math.log((double) p99.toNanos() / nanos) / Z99;
    return random -> (long) (nanos * Math.exp(sigma * random.nextGaussian()));
  }

  private static long notNegative(Duration time, String name) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + time);
    }
    return time.toNanos();
  }
}
