package io.orderstorm.simulator.downstream;

/**
 * How a service behaves when nothing is wrong with it.
 *
 * @param name for example {@code payment-provider}
 * @param concurrency how many requests it works on at once; the others queue, first come first
 *     served
 * @param errorRate share of requests that fail with 500, 0 to 1
 * @param idempotencyHonoured whether a known idempotency key does nothing again
 */
public record ServiceSettings(
    String name,
    ServiceTime serviceTime,
    int concurrency,
    double errorRate,
    boolean idempotencyHonoured,
    long seed) {

  public ServiceSettings {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          name + ": concurrency must be at least 1, not " + concurrency);
    }
    if (!(errorRate >= 0 && errorRate <= 1)) {
      throw new IllegalArgumentException(name + ": errorRate must be 0 to 1, not " + errorRate);
    }
  }
}
