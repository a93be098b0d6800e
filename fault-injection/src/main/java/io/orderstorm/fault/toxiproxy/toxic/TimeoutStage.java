package io.orderstorm.fault.toxiproxy.toxic;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * A black hole: discards all data and also the news that the sender hung up. With a timeout the
 * connection is closed after so much silence. A connection that lost data can't be used again, so
 * it is closed when the toxic goes.
 */
final class TimeoutStage extends Stage {

  private long timeoutNanos;
  private boolean swallowed;

  TimeoutStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    timeoutNanos = MILLISECONDS.toNanos(attributes.whole("timeout"));
    awaitSilence();
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
    swallowed = true;
    if (head.isData()) {
      awaitSilence();
    }
    discardHead();
  }

  @Override
  protected void alarm() {
    close();
  }

  @Override
  public void bothEndsHungUp() {
    close();
  }

  @Override
  protected void leave(boolean removed) {
    if (removed || swallowed) {
      close();
    }
  }

  private void awaitSilence() {
    cancelTimer();
    if (timeoutNanos > 0) {
      alarmAt(System.nanoTime() + timeoutNanos);
    }
  }

  private void close() {
    counters().cut();
    emit(Chunk.end(Chunk.End.CLOSE, System.nanoTime()));
  }
}
