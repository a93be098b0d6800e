package io.orderstorm.fault.toxiproxy.toxic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What one read brought, or the end of the stream, with the time from which delays count. */
public final class Chunk {

  /** How a stream ends. */
  public enum End {
    /** It has not ended: the chunk carries data. */
    NONE,
    /** The sender will send no more, but still listens. */
    FIN,
    /** A toxic wants the whole connection closed. */
    CLOSE,
    /** The connection was, or is to be, reset. */
    RESET,
    /** A toxic wants the receiver reset and the sender held, open and silent. */
    ABANDON
  }

  private final ByteBuf data;
  private final End end;
  private long sinceNanos;

  private Chunk(ByteBuf data, End end, long sinceNanos) {
    this.data = data;
    this.end = end;
    this.sinceNanos = sinceNanos;
  }

  /** Takes over the reference to the buffer. */
  public static Chunk of(ByteBuf data, long receivedNanos) {
    return new Chunk(data, End.NONE, receivedNanos);
  }

  public static Chunk end(End end, long receivedNanos) {
    return new Chunk(Unpooled.EMPTY_BUFFER, end, receivedNanos);
  }

  public ByteBuf data() {
    return data;
  }

  public End end() {
    return end;
  }

  public boolean isData() {
    return end == End.NONE;
  }

  public int size() {
    return data.readableBytes();
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** The next stage counts its delay from here, so that delays add up. */
  void delayedUntil(long nanos) {
    sinceNanos = nanos;
  }

  /** The first bytes as a chunk of their own, without a copy; this one keeps the rest. */
  Chunk split(int bytes, long sinceNanos) {
    return of(data.readRetainedSlice(bytes), sinceNanos);
  }

  public void release() {
    data.release();
  }
}
