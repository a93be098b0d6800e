package io.orderstorm.simulator.deadletter;

import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.topic.TopicCard;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * One record of a dead-letter topic, and what its headers say.
 *
 * @param cause class of the error, {@link #UNKNOWN} if no header says it
 * @param message empty if no header says it
 * @param owner the team, {@link #UNKNOWN} if neither a header nor the catalogue says it
 * @param runbook empty if nobody says it
 * @param group who gave it up; empty if no header says it
 * @param origin the topic in which it stood first; empty if no header says it
 * @param firstFailureMillis of the record itself if no header says it
 * @param redrives how often it was redriven before
 */
public record DeadLetter(
    ConsumerRecord<byte[], byte[]> record,
    String cause,
    String message,
    String owner,
    String runbook,
    Optional<String> group,
    Optional<String> origin,
    long firstFailureMillis,
    int redrives) {

  public static final String UNKNOWN = "unknown";

  private static final TopicCatalogue CATALOGUE = TopicCatalogue.shipped();

  /** Reads the headers of a record. */
  public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    Optional<TopicCard> card =
        CATALOGUE.cards().stream().filter(one -> one.topic().equals(record.topic())).findFirst();
    return new DeadLetter(
        record,
        Dialect.text(headers, Dialect.ERROR_CLASS).orElse(UNKNOWN),
        Dialect.text(headers, Dialect.ERROR_MESSAGE).orElse(""),
        EventHeaders.text(headers, EventHeaders.OWNER)
            .or(() -> card.map(TopicCard::owner))
            .orElse(UNKNOWN),
        EventHeaders.text(headers, EventHeaders.RUNBOOK)
            .or(() -> card.map(TopicCard::runbook))
            .orElse(""),
        Dialect.text(headers, Dialect.GROUP),
        Dialect.text(headers, Dialect.TOPIC),
        firstFailure(record),
        redrives(headers));
  }

  /** How often a record was redriven, as its header says; 0 without one. */
  public static int redrives(Headers headers) {
    return (int) EventHeaders.number(headers, EventHeaders.REDRIVES, 0);
  }

  /** Where it lies: {@code topic/partition/offset}. */
  public String position() {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  /** Where it stood first, as far as its headers say. */
  public String originPosition() {
    return origin.orElse(UNKNOWN)
        + "/"
        + Dialect.number(record.headers(), Dialect.PARTITION).map(Object::toString).orElse("?")
        + "/"
        + Dialect.number(record.headers(), Dialect.OFFSET).map(Object::toString).orElse("?");
  }

  private static long firstFailure(ConsumerRecord<byte[], byte[]> record) {
    try {
      return EventHeaders.text(record.headers(), EventHeaders.FIRST_FAILURE)
          .map(text -> Instant.parse(text).toEpochMilli())
          .orElse(record.timestamp());
    } catch (DateTimeParseException none) {
      return record.timestamp();
    }
  }
}
