package io.orderstorm.scenario.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  private final RequestLog log = new RequestLog();

  private static ByteBuf request(ApiKeys key, int version, int correlationId) {
    return Unpooled.buffer()
        .writeInt(8)
        .writeShort(key.id)
        .writeShort(version)
        .writeInt(correlationId);
  }

  private static ByteBuf response(int correlationId) {
    return Unpooled.buffer().writeInt(4).writeInt(correlationId);
  }

  @Test
  void aResponseIsKnownByTheRequestItAnswers() {
    log.note(request(ApiKeys.METADATA, 12, 41));

    assertThat(log.answered(response(41)))
        .contains(new RequestLog.Sent(41, ApiKeys.METADATA, (short) 12));
    assertThat(log.answered(response(41))).isEmpty();
  }

  @Test
  void requestsWhoseResponsesTellNoAddressAreNotKept() {
    log.note(request(ApiKeys.HEARTBEAT, 4, 1));
    log.note(request(ApiKeys.SASL_AUTHENTICATE, 2, 2));

    assertThat(log.answered(response(1))).isEmpty();
    assertThat(log.answered(response(2))).isEmpty();
  }

  @Test
  void aRequestThatGetsNoAnswerIsForgottenWithTheNextOne() {
    log.note(request(ApiKeys.PRODUCE, 12, 1));
    log.note(request(ApiKeys.PRODUCE, 12, 2));
    log.note(request(ApiKeys.METADATA, 12, 3));

    assertThat(log.answered(response(3))).map(RequestLog.Sent::key).contains(ApiKeys.METADATA);
    assertThat(log.answered(response(1))).isEmpty();
  }

  @Test
  void whatIsTooShortOrUnknownIsNoRequestOfInterest() {
    log.note(Unpooled.buffer().writeInt(2).writeShort(3));
    log.note(Unpooled.buffer().writeInt(8).writeShort(30_000).writeShort(0).writeInt(5));

    assertThat(log.answered(response(5))).isEmpty();
    assertThat(log.answered(Unpooled.buffer().writeInt(0))).isEmpty();
  }
}
