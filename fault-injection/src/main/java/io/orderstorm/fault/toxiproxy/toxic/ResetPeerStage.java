package io.orderstorm.fault.toxiproxy.toxic;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** Waits for the first data or the end, discards it, waits on, and resets the connection. */
final class ResetPeerStage extends Stage {

  private long timeoutNanos;
  private long condemnedNanos;
  private boolean condemned;

  ResetPeerStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    timeoutNanos = MILLISECONDS.toNanos(attributes.whole("timeout"));
    if (condemned) {
      alarmAt(condemnedNanos + timeoutNanos);
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
    if (!condemned) {
      condemned = true;
      condemnedNanos = nowNanos;
      alarmAt(nowNanos + timeoutNanos);
    }
  }

  @Override
  protected void alarm() {
    reset();
  }

  /** Who lost data is reset now; who did not stays unharmed. */
  @Override
  protected void leave(boolean removed) {
    if (condemned) {
      reset();
    }
  }

  private void reset() {
    counters().cut();
    emit(Chunk.end(Chunk.End.RESET, System.nanoTime()));
  }
}
