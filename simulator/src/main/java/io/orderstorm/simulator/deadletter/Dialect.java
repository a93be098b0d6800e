package io.orderstorm.simulator.deadletter;

import io.orderstorm.simulator.event.EventHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What clients call the headers of a dead letter. Each list has our own name first, then Spring
 * Kafka's, then Kafka Connect's.
 */
final class Dialect {

  static final List<String> ERROR_CLASS =
      List.of(
          EventHeaders.ERROR_CLASS,
          "kafka_dlt-exception-cause-fqcn",
          "kafka_dlt-exception-fqcn",
          "__connect.errors.exception.class.name");
  static final List<String> ERROR_MESSAGE =
      List.of(
          EventHeaders.ERROR_MESSAGE,
          "kafka_dlt-exception-message",
          "__connect.errors.exception.message");
  static final List<String> GROUP =
      List.of(
          EventHeaders.GROUP,
          "kafka_dlt-original-consumer-group",
          "__connect.errors.connector.name");
  static final List<String> TOPIC =
      List.of(EventHeaders.ORIGINAL_TOPIC, "kafka_dlt-original-topic", "__connect.errors.topic");
  static final List<String> PARTITION =
      List.of(
          EventHeaders.ORIGINAL_PARTITION,
          "kafka_dlt-original-partition",
          "__connect.errors.partition");
  static final List<String> OFFSET =
      List.of(EventHeaders.ORIGINAL_OFFSET, "kafka_dlt-original-offset", "__connect.errors.offset");

  private Dialect() {}

  /** The first of these headers that is there. */
  static Optional<String> text(Headers headers, List<String> names) {
    return names.stream()
        .map(name -> EventHeaders.text(headers, name))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A number in decimal digits, or in the four or eight bytes in which Spring Kafka writes it. */
  static Optional<Long> number(Headers headers, List<String> names) {
    return names.stream()
        .map(headers::lastHeader)
        .filter(header -> header != null && header.value() != null)
        .map(Dialect::number)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Long> number(Header header) {
    byte[] value = header.value();
    if (header.key().startsWith("kafka_dlt-")) {
      return switch (value.length) {
        case Integer.BYTES -> Optional.of((long) ByteBuffer.wrap(value).getInt());
        case Long.BYTES -> Optional.of(ByteBuffer.wrap(value).getLong());
        default -> Optional.empty();
      };
    }
    String digits = new String(value, java.nio.charset.StandardCharsets.UTF_8);
    return digits.matches("\\d{1,18}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
  }
}
