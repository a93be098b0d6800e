package io.orderstorm.fault.toxiproxy.toxic;

/** Passes exactly so many bytes of a connection, then closes it. */
final class LimitDataStage extends Stage {

  private long limitBytes;
  private long passedBytes;
  private boolean closed;

  LimitDataStage(StageSite site) {
    super(site);
  }

  @Override
  protected void configure(Attributes attributes) {
    limitBytes = attributes.whole("bytes");
  }

  @Override
  protected long readyAt(Chunk head, long nowNanos) {
    return nowNanos;
  }

  @Override
  protected void step(Chunk head, long nowNanos) {
    if (closed) {
      discardHead();
    } else if (!head.isData()) {
      passHead();
    } else {
      passUpToTheLimit(head, nowNanos);
    }
  }

  private void passUpToTheLimit(Chunk head, long nowNanos) {
    var size = head.size();
    var piece = (int) Math.max(0, Math.min(limitBytes - passedBytes, size));
    passedBytes += piece;
    if (piece > 0) {
      emitFromHead(piece, nowNanos);
    }
    if (piece < size) {
      discardHead();
    }
    if (passedBytes >= limitBytes) {
      closed = true;
      counters().cut();
      emit(Chunk.end(Chunk.End.CLOSE, nowNanos));
    }
  }
}
