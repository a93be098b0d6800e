package io.orderstorm.fault.toxiproxy.toxic;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.util.ArrayDeque;

/** Cuts each chunk into pieces by halving it again and again, and pauses after each piece. */
final class SlicerStage extends Stage {

  private int averageBytes;
  private int variationBytes;
  private long delayNanos;
  private long pausedUntilNanos = System.nanoTime();
  private final ArrayDeque<Integer> pieces = new ArrayDeque<>();

  SlicerStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    averageBytes = Math.max(1, (int) attributes.whole("average_size"));
    variationBytes = (int) attributes.whole("size_variation");
    delayNanos = MICROSECONDS.toNanos(attributes.whole("delay"));
    pausedUntilNanos = System.nanoTime();
    pieces.clear();
  }

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    return Math.max(pausedUntilNanos, nowNanos);
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    if (!head.isData()) {
      passHead();
      return;
    }
    if (pieces.isEmpty()) {
      slice(head.size());
    }
    var piece = Math.min(pieces.remove(), head.size());
    if (piece < head.size()) {
      counters().sliced();
    }
    if (delayNanos > 0) {
      counters().delayed(piece);
    }
    pausedUntilNanos = nowNanos + delayNanos;
    emitFromHead(piece, nowNanos);
  }

  private void slice(int bytes) {
    if (bytes - averageBytes <= variationBytes || bytes < 2) {
      pieces.add(bytes);
      return;
    }
    var left = bytes / 2 + offCentre();
    left = Math.max(1, Math.min(bytes - 1, left));
    slice(left);
    slice(bytes - left);
  }

  private int offCentre() {
    return variationBytes == 0 ? 0 : site().random().nextInt(2 * variationBytes) - variationBytes;
  }
}
