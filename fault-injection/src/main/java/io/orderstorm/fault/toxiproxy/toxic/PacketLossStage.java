package io.orderstorm.fault.toxiproxy.toxic;

/** Drops chunks at random; after a dropped one the next is the likelier to go too. */
final class PacketLossStage extends Stage {

  private double lossRate;
  private double correlation;
  private boolean lostTheLast;

  PacketLossStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    lossRate = attributes.real("loss_rate");
    correlation = attributes.real("correlation");
  }

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    return nowNanos;
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    if (!head.isData()) {
      passHead();
      return;
    }
    var chance = lostTheLast ? lossRate + correlation : lossRate;
    lostTheLast = site().random().nextDouble() < chance;
    if (lostTheLast) {
      discardHead();
    } else {
      passHead();
    }
  }
}
