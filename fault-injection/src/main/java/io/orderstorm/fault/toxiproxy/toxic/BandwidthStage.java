package io.orderstorm.fault.toxiproxy.toxic;

/**
 * Passes so many kilobytes a second. A virtual clock says when the line is free again, so a late
 * timer costs no throughput; chunks larger than 100 ms of the rate go in pieces.
 */
final class BandwidthStage extends Stage {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LONGEST_PIECE_MILLIS = 100;

  private long bytesPerMilli;
  private long freeAtNanos = System.nanoTime();

  BandwidthStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    bytesPerMilli = attributes.whole("rate");
    freeAtNanos = System.nanoTime();
  }

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    if (!head.isData()) {
      return nowNanos;
    }
    if (bytesPerMilli == 0) {
      return NEVER;
    }
    var startNanos = Math.max(freeAtNanos, head.sinceNanos());
    return startNanos + pieceOf(head) * NANOS_PER_MILLI / bytesPerMilli;
  }

  @Override
  protected long releasedAt(long nowNanos) {
    return bytesPerMilli == 0 ? NEVER : nowNanos;
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    if (!head.isData()) {
      passHead();
      return;
    }
    freeAtNanos = dueNanos();
    var piece = pieceOf(head);
    counters().delayed(piece);
    emitFromHead(piece, dueNanos());
  }

  private int pieceOf(Chunk head) {
    return (int) Math.min(head.size(), Math.max(1, bytesPerMilli * LONGEST_PIECE_MILLIS));
  }
}
