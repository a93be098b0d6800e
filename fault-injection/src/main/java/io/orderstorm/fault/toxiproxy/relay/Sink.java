package io.orderstorm.fault.toxiproxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DuplexChannel;
import io.orderstorm.fault.toxiproxy.toxic.Chunk;
import io.orderstorm.fault.toxiproxy.toxic.Outlet;

/** The socket at the end of a flow. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
final class Sink implements Outlet {

  private final Connection connection;
  private final DuplexChannel channel;
  private boolean dirty;
  private boolean hungUp;

  Sink(Connection connection, DuplexChannel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  /** Without toxics: the flush waits for the end of the read burst, or for a full buffer. */
  void write(ByteBuf data) {
    channel.write(data, channel.voidPromise());
    dirty = true;
    if (!channel.isWritable()) {
      flush();
    }
  }

  void flush() {
    if (dirty) {
      dirty = false;
      channel.flush();
    }
  }

  /** From a stage: each chunk is one write to the socket, so that slices stay slices. */
  @Override
  public void offer(Chunk chunk) {
    if (chunk.isData()) {
      channel.writeAndFlush(chunk.data(), channel.voidPromise());
    } else {
      end(chunk.end());
    }
  }

  @Override
  public boolean accepting() {
    return channel.isWritable();
  }

  boolean hasHungUp() {
    return hungUp;
  }

  private void end(Chunk.End end) {
    switch (end) {
      case RESET -> connection.reset();
      case CLOSE -> afterAllWrites(connection::close);
      case ABANDON -> connection.abandon(this);
      case FIN -> afterAllWrites(this::hangUp);
      case NONE -> throw new IllegalArgumentException("Data are no end");
    }
  }

  private void hangUp() {
    hungUp = true;
    channel.shutdownOutput();
    connection.closeIfDone();
  }

  private void afterAllWrites(Runnable action) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> action.run());
  }
}
