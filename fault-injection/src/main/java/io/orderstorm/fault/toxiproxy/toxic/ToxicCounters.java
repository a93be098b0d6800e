package io.orderstorm.fault.toxiproxy.toxic;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one toxic did so far, on all its connections; written by their event loops, read by anybody.
 */
public final class ToxicCounters {

  private final LongAdder connectionsStruck = new LongAdder();
  private final LongAdder connectionsSpared = new LongAdder();
  private final LongAdder connectionsCut = new LongAdder();
  private final LongAdder closesDelayed = new LongAdder();
  private final LongAdder chunksDelayed = new LongAdder();
  private final LongAdder bytesDelayed = new LongAdder();
  private final LongAdder chunksDiscarded = new LongAdder();
  private final LongAdder bytesDiscarded = new LongAdder();
  private final LongAdder slices = new LongAdder();
  private final AtomicLong firstEffectMillis = new AtomicLong();
  private final AtomicLong lastEffectMillis = new AtomicLong();

  public void struck() {
    connectionsStruck.increment();
  }

  public void spared() {
    connectionsSpared.increment();
  }

  void cut() {
    connectionsCut.increment();
    touch();
  }

  void closeDelayed() {
    closesDelayed.increment();
    touch();
  }

  void delayed(int bytes) {
    chunksDelayed.increment();
    bytesDelayed.add(bytes);
    touch();
  }

  void discarded(int bytes) {
    if (bytes > 0) {
      chunksDiscarded.increment();
      bytesDiscarded.add(bytes);
      touch();
    }
  }

  void sliced() {
    slices.increment();
    touch();
  }

  private void touch() {
    var now = System.currentTimeMillis();
    lastEffectMillis.lazySet(now);
    if (firstEffectMillis.get() == 0) {
      firstEffectMillis.compareAndSet(0, now);
    }
  }

  public ToxicEvidence read(ToxicSpec spec, boolean removed) {
    return new ToxicEvidence(
        spec.name(),
        spec.type().text(),
        spec.stream().text(),
        removed,
        connectionsStruck.sum(),
        connectionsSpared.sum(),
        connectionsCut.sum(),
        closesDelayed.sum(),
        chunksDelayed.sum(),
        bytesDelayed.sum(),
        chunksDiscarded.sum(),
        bytesDiscarded.sum(),
        slices.sum(),
        firstEffectMillis.get(),
        lastEffectMillis.get());
  }
}
