package io.orderstorm.simulator.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.simulator.event.EventHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LetterGroupTest {

  private static final Instant NOW = Instant.parse("2026-11-27T18:00:00Z");

  private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, Duration age) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        NOW.minus(age).toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        3,
        5,
        "key".getBytes(StandardCharsets.UTF_8),
        ("value" + offset).getBytes(StandardCharsets.UTF_8),
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void groupsByTopicCauseAndOwnerWithAgeAgainstTheSlaAndGrowth() {
    var ours = record("orders.inventory.dlq", 0, Duration.ofHours(5));
    EventHeaders.put(ours.headers(), EventHeaders.ERROR_CLASS, "MalformedEvent");
    EventHeaders.put(
        ours.headers(), EventHeaders.FIRST_FAILURE, NOW.minus(Duration.ofHours(6)).toString());
    var fresh = record("orders.inventory.dlq", 1, Duration.ofMinutes(2));
    EventHeaders.put(fresh.headers(), EventHeaders.ERROR_CLASS, "MalformedEvent");
    EventHeaders.put(fresh.headers(), EventHeaders.REDRIVES, "1");
    var foreign = record("their.dlq", 0, Duration.ofMinutes(30));

    List<LetterGroup> groups =
        LetterGroup.of(
            List.of(DeadLetter.of(ours), DeadLetter.of(fresh), DeadLetter.of(foreign)),
            new Triage(),
            NOW,
            Duration.ofHours(4),
            Duration.ofMinutes(10));

    assertThat(groups)
        .containsExactly(
            new LetterGroup(
                "orders.inventory.dlq",
                "MalformedEvent",
                "inventory-team",
                "runbooks/inventory.md",
                2,
                Duration.ofHours(6),
                1,
                0.1,
                1),
            new LetterGroup(
                "their.dlq", "unknown", "unknown", "", 1, Duration.ofMinutes(30), 0, 0, 0));
  }

  @Test
  void springKafkasHeadersAreRead() {
    var letter = record("orders.DLT", 4, Duration.ZERO);
    letter.headers().add("kafka_dlt-original-topic", "orders".getBytes(StandardCharsets.UTF_8));
    letter
        .headers()
        .add("kafka_dlt-original-partition", ByteBuffer.allocate(4).putInt(0, 3).array());
    letter
        .headers()
        .add("kafka_dlt-original-offset", ByteBuffer.allocate(8).putLong(0, 99).array());
    letter
        .headers()
        .add(
            "kafka_dlt-exception-fqcn",
            "java.lang.IllegalStateException".getBytes(StandardCharsets.UTF_8));

    DeadLetter read = DeadLetter.of(letter);

    assertThat(read.cause()).isEqualTo("java.lang.IllegalStateException");
    assertThat(read.originPosition()).isEqualTo("orders/3/99");
  }

  @Test
  void aMessageThatComesBackWithoutHeadersIsKnownByItsContent() {
    var triage = new Triage();
    var first = record("their.dlq", 7, Duration.ZERO);
    var mark = Triage.redriven(first, "plan-1", NOW);
    triage.take(new ConsumerRecord<>(Triage.TOPIC, 0, 0, mark.key(), mark.value()));
    var back = new ConsumerRecord<>("their.dlq", 0, 12, first.key(), first.value());

    assertThat(triage.of(DeadLetter.of(first)).orElseThrow().by()).isEqualTo("plan-1");
    assertThat(triage.of(DeadLetter.of(back))).isEmpty();
    assertThat(triage.passes(DeadLetter.of(back))).isEqualTo(1);
  }

  @Test
  void aFilterMeansExactlyWhatItSays() {
    LetterFilter filter = LetterFilter.read("class=Unknown, offsets=5+7-9");
    assertThat(filter.cause()).contains("Unknown");
    assertThat(filter.offsets())
        .containsExactly(new LetterFilter.Range(5, 5), new LetterFilter.Range(7, 9));
    LetterFilter offsets = LetterFilter.read("offsets=5+7-9");
    for (long offset = 4; offset <= 10; offset++) {
      boolean wanted = offset == 5 || offset >= 7 && offset <= 9;
      assertThat(offsets.matches(DeadLetter.of(record("a.dlq", offset, Duration.ZERO))))
          .isEqualTo(wanted);
    }
    for (String wrong : new String[] {"", "class", "class=", "age=5", "offsets=x", "key=a,key=b"}) {
      assertThatThrownBy(() -> LetterFilter.read(wrong))
          .hasMessageContaining("--filter is made of");
    }
  }
}
