package io.orderstorm.fault.toxiproxy.toxic;

/**
 * Takes the receiver away with a reset, and keeps the sender's connection open: what the sender
 * sends is discarded, and nothing ever comes back. When the toxic goes, the sender is reset.
 *
 * <p>The original has no such toxic. {@code timeout} is not the same: there both ends keep an
 * established connection.
 */
final class HalfOpenStage extends Stage {

  private boolean planned;
  private boolean abandoned;

  HalfOpenStage(StageSite site) {
    super(site);
  }

  /** Struck connections lose their peer at once, but not before the stage has its place. */
  @Override
  protected void configure(Attributes attributes) {
    if (!planned) {
      planned = true;
      alarmAt(System.nanoTime());
    }
  }

  @Override
  protected boolean needsRoom() {
    return false;
  }

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    return nowNanos;
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    discardHead();
  }

  @Override
  protected void alarm() {
    abandoned = true;
    counters().cut();
    emit(Chunk.end(Chunk.End.ABANDON, System.nanoTime()));
  }

  /** The held end has hung up by itself, so nobody is left to be deceived. */
  @Override
  public void bothEndsHungUp() {
    emit(Chunk.end(Chunk.End.CLOSE, System.nanoTime()));
  }

  @Override
  protected void leave(boolean removed) {
    if (abandoned) {
      emit(Chunk.end(Chunk.End.RESET, System.nanoTime()));
    }
  }
}
