package io.orderstorm.fault.toxiproxy.toxic;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** Passes data at once and holds the close back. */
final class SlowCloseStage extends Stage {

  private long delayNanos;

  SlowCloseStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    delayNanos = MILLISECONDS.toNanos(attributes.whole("delay"));
  }

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    return head.isData() ? nowNanos : head.sinceNanos() + delayNanos;
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    if (!head.isData()) {
      counters().closeDelayed();
      head.delayedUntil(dueNanos());
    }
    passHead();
  }
}
