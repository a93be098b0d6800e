package io.orderstorm.scenario.hop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.requests.ResponseHeader;

/** What comes back over one connection: addresses in it are replaced, all else is as it was. */
final class Answers {

  private final RequestLog requests;
  private final AddressRewriting rewriting;

  Answers(RequestLog requests, AddressRewriting rewriting) {
    this.requests = requests;
    this.rewriting = rewriting;
  }

  /**
   * What the client gets for a response.
   *
   * @param frame with its length before it; released if another one takes its place
   */
  ByteBuf passed(ByteBuf frame) {
    Optional<RequestLog.Sent> request = requests.answered(frame);
    if (request.isEmpty()) {
      return frame;
    }
    ByteBuffer response = frame.nioBuffer();
    response.getInt();
    ResponseHeader.parse(
        response, request.get().key().responseHeaderVersion(request.get().version()));
    int headerEnd = response.position();
    Optional<ByteBuffer> body =
        rewriting.rewrite(request.get().key(), request.get().version(), response);
    return body.map(rewritten -> withBody(frame, headerEnd, rewritten)).orElse(frame);
  }

  private static ByteBuf withBody(ByteBuf frame, int headerEnd, ByteBuffer body) {
    int header = headerEnd - Integer.BYTES;
    ByteBuf answer =
        Unpooled.buffer(headerEnd + body.remaining())
            .writeInt(header + body.remaining())
            .writeBytes(frame, frame.readerIndex() + Integer.BYTES, header)
            .writeBytes(body);
    frame.release();
    return answer;
  }
}
