package io.orderstorm.fault.toxiproxy.toxic;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * Delays each chunk from its receipt by latency ± jitter, one uniform draw a chunk; order is kept.
 */
final class LatencyStage extends Stage {

  /** As much as the original's 1024 chunks of 32 KiB. */
  private static final long CAPACITY_BYTES = 32L << 20;

  private long latencyNanos;
  private long jitterNanos;

  LatencyStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    latencyNanos = MILLISECONDS.toNanos(attributes.whole("latency"));
    jitterNanos = Math.max(0, MILLISECONDS.toNanos(attributes.whole("jitter")));
  }

  @Override
  protected long capacityBytes() {
    return CAPACITY_BYTES;
  }

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    var delay = latencyNanos;
    if (jitterNanos > 0) {
      delay += (long) ((2 * site().random().nextDouble() - 1) * jitterNanos);
    }
    return head.sinceNanos() + Math.max(0, delay);
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    if (dueNanos() - head.sinceNanos() > 0) {
      counters().delayed(head.size());
      head.delayedUntil(dueNanos());
    }
    passHead();
  }
}
