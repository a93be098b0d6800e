package io.orderstorm.scenario.hop;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Which requests of a connection wait for their answers, and so what an answer is one to. Only
 * requests that matter are kept. For one thread.
 */
final class RequestLog {

  private static final int LENGTH = Integer.BYTES;
  private static final int KEY = LENGTH;
  private static final int VERSION = KEY + Short.BYTES;
  private static final int CORRELATION = VERSION + Short.BYTES;
  private static final int SHORTEST_REQUEST = CORRELATION + Integer.BYTES;

  private final Deque<Sent> sent = new ArrayDeque<>();

  /** A request. */
  record Sent(int correlationId, ApiKeys key, short version) {}

  /**
   * Notes a request.
   *
   * @param frame with its length before it; not moved
   */
  void note(ByteBuf frame) {
    if (frame.readableBytes() < SHORTEST_REQUEST) {
      return;
    }
    int start = frame.readerIndex();
    int key = frame.getShort(start + KEY);
    if (ApiKeys.hasId(key) && AddressRewriting.concerns(ApiKeys.forId(key))) {
      sent.add(
          new Sent(
              frame.getInt(start + CORRELATION),
              ApiKeys.forId(key),
              frame.getShort(start + VERSION)));
    }
  }

  /**
   * The request that a response answers, if it was noted. Brokers answer in order; a request before
   * it, such as one with acks=0, will get no answer any more.
   *
   * @param frame with its length before it; not moved
   */
  Optional<Sent> answered(ByteBuf frame) {
    if (frame.readableBytes() < LENGTH + Integer.BYTES) {
      return Optional.empty();
    }
    int correlationId = frame.getInt(frame.readerIndex() + LENGTH);
    if (sent.stream().noneMatch(one -> one.correlationId() == correlationId)) {
      return Optional.empty();
    }
    while (sent.element().correlationId() != correlationId) {
      sent.remove();
    }
    return Optional.of(sent.remove());
  }
}
