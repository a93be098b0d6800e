package io.orderstorm.fault.toxiproxy.toxic;

/** Passes everything through. */
final class NoopStage extends Stage {

  NoopStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {}

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    return nowNanos;
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    passHead();
  }
}
