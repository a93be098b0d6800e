package io.orderstorm.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventJson;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEncoder;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.topic.StageName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CopiesTest {

  private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
    return new ConsumerRecord<>("orders.dlq", 2, 17, bytes("key"), value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Copies copies(Map<String, Object> patch, int passes) {
    return copies(new Target.Topic("parking", Target.Partitioning.KEY), patch, passes);
  }

  private static Copies copies(Target target, Map<String, Object> patch, int passes) {
    return new Copies(
        new ReplayRequest(
            "a",
            "owner",
            "why",
            Scope.of(List.of(new OffsetRange("orders.dlq", 2, 0, 100))),
            new Ceiling(1, 1),
            target,
            null,
            true,
            new Redrive(passes, patch)),
        "plan-1",
        1_234_567_890);
  }

  @Test
  void anEventOfOursIsPatchedFieldByField() throws Exception {
    byte[] placed = new OrderEncoder(new OrderGenerator(OrderProfile.ofSeed(1))).placed(3);

    byte[] patched =
        copies(Map.of("/amountMinor", 1_250, "/lines/0/quantity", 2), 3).of(record(placed)).value();

    ObjectNode before = EventJson.read(placed);
    ObjectNode after = EventJson.read(patched);
    assertThat(EventCodec.decode(patched).amountMinor()).isEqualTo(1_250);
    assertThat(after.at("/lines/0/quantity").asInt()).isEqualTo(2);
    after.set("amountMinor", before.get("amountMinor"));
    ((ObjectNode) after.at("/lines/0")).set("quantity", before.at("/lines/0/quantity"));
    assertThat(after).isEqualTo(before);
    assertThat(EventJson.write(EventType.ORDER_PLACED, before)).isEqualTo(placed);
  }

  @Test
  void whatIsJsonStaysJson() {
    byte[] patched = copies(Map.of("/a/b", "x"), 3).of(record(bytes("{\"a\":{\"b\":1}}"))).value();

    assertThat(patched).isEqualTo(bytes("{\"a\":{\"b\":\"x\"}}"));
  }

  @Test
  void aPatchThatDoesNotFitIsRefusedWithTheRecord() {
    byte[] placed = new OrderEncoder(new OrderGenerator(OrderProfile.ofSeed(1))).placed(3);

    assertThatThrownBy(() -> copies(Map.of("/amount", 1), 3).of(record(placed)))
        .isInstanceOf(ReplayRefusedException.class)
        .hasMessage("orders.dlq/2/17: can't be patched: there is no field /amount");
    assertThatThrownBy(() -> copies(Map.of("/amountMinor", "much"), 3).of(record(placed)))
        .hasMessageContaining("OrderPlaced/amountMinor is a whole number, but is \"much\"");
    assertThatThrownBy(() -> copies(Map.of("/a", 1), 3).of(record(bytes("no event"))))
        .hasMessageContaining("can't be patched");
  }

  @Test
  void whatACorrectionGaveUpGoesBackToItsStageAndToNobodyElse() {
    ConsumerRecord<byte[], byte[]> letter = record(bytes("v"));
    EventHeaders.put(letter.headers(), EventHeaders.ORIGINAL_TOPIC, "payments");
    EventHeaders.put(letter.headers(), EventHeaders.GROUP, "fulfilment");
    Copies toOrigin = copies(new Target.Origin(), Map.of(), 3);
    assertThat(toOrigin.of(letter).topic()).isEqualTo("payments");

    EventHeaders.put(letter.headers(), EventHeaders.REVISION, "1");

    assertThatThrownBy(() -> toOrigin.of(letter))
        .isInstanceOf(ReplayRefusedException.class)
        .hasMessageStartingWith("orders.dlq/2/17: was given up in a corrected replay");
    ProducerRecord<byte[], byte[]> again = copies(new Target.Stage(), Map.of(), 3).of(letter);
    assertThat(again.topic()).isEqualTo(StageName.FULFILMENT.retryTopic("payments"));
    assertThat(EventHeaders.text(again.headers(), EventHeaders.REVISION)).contains("1");
  }

  @Test
  void everyPassIsCountedAndTheLastOneIsTheLast() {
    ConsumerRecord<byte[], byte[]> twice = record(bytes("v"));
    EventHeaders.put(twice.headers(), EventHeaders.REDRIVES, "2");
    EventHeaders.put(twice.headers(), EventHeaders.ATTEMPTS, "5");

    ProducerRecord<byte[], byte[]> third = copies(Map.of(), 3).of(twice);

    assertThat(EventHeaders.number(third.headers(), EventHeaders.REDRIVES, 0)).isEqualTo(3);
    assertThat(third.headers().lastHeader(EventHeaders.ATTEMPTS)).isNull();
    assertThat(EventHeaders.text(third.headers(), EventHeaders.REPLAY_SOURCE))
        .contains("orders.dlq/2/17");
    assertThatThrownBy(() -> copies(Map.of(), 2).of(twice))
        .isInstanceOf(ReplayRefusedException.class)
        .hasMessageContaining("orders.dlq/2/17: was redriven 2 times");
  }

  @Test
  void deadLettersOfSpringKafkaFindTheirWayHome() {
    ConsumerRecord<byte[], byte[]> letter = record(bytes("v"));
    letter.headers().add("kafka_dlt-original-topic", bytes("orders"));
    var request =
        new ReplayRequest(
            "a",
            "owner",
            "why",
            Scope.of(List.of(new OffsetRange("orders.dlq", 2, 0, 100))),
            new Ceiling(1, 1),
            new Target.Origin(),
            null,
            true,
            new Redrive(1, Map.of()));
    var copies = new Copies(request, "plan-1", 1_234_567_890);

    assertThat(copies.of(letter).topic()).isEqualTo("orders");
    assertThatThrownBy(() -> copies.of(record(bytes("v"))))
        .isInstanceOf(ReplayRefusedException.class)
        .hasMessageContaining("name a topic with --to");
  }
}
