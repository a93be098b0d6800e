package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventIds;
import io.orderstorm.simulator.store.GivenUp;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.Position;
import io.orderstorm.simulator.topic.StageName;
import io.orderstorm.simulator.topic.TopicCard;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Makes the records that a stage produces, with the headers that each kind carries. */
final class Envelopes {

  /** What marks an event, so what follows from it too. */
  private static final List<String> HANDED_ON =
      List.of(
          EventHeaders.SYNTHETIC,
          EventHeaders.KEY_SEQUENCE,
          EventHeaders.REPLAY_ID,
          EventHeaders.INJECTED);

  private final StageName stage;
  private final TopicCatalogue catalogue;

  Envelopes(StageName stage, TopicCatalogue catalogue) {
    this.stage = stage;
    this.catalogue = catalogue;
  }

  /** Where a record of a retry topic stood first. */
  Position origin(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    String topic =
        stage.reads().stream()
            .filter(read -> stage.retryTopic(read).equals(record.topic()))
            .findFirst()
            .orElseThrow();
    return new Position(
        topic,
        (int) EventHeaders.number(headers, EventHeaders.ORIGINAL_PARTITION, -1),
        EventHeaders.number(headers, EventHeaders.ORIGINAL_OFFSET, -1));
  }

  /** An outcome, under the key of what caused it. */
  ProducerRecord<byte[], byte[]> outcome(Delivery delivery, Handled.Outcome outcome) {
    ConsumerRecord<byte[], byte[]> cause = delivery.record();
    var record = new ProducerRecord<>(stage.writes(), cause.key(), outcome.bytes());
    handOn(cause.headers(), record.headers());
    if (delivery.revision() > 0) {
      String orderId = delivery.event().meta().orderId();
      UUID first = EventIds.of(orderId, outcome.type(), delivery.rootId(), 0);
      EventHeaders.put(record.headers(), EventHeaders.REVISES, first.toString());
    }
    return record;
  }

  /** An event that is put off, as it is. */
  ProducerRecord<byte[], byte[]> putOff(Delivery delivery, long notBeforeMillis) {
    var record = as(delivery, stage.retryTopic(delivery.origin().topic()));
    Headers headers = record.headers();
    EventHeaders.put(headers, EventHeaders.ATTEMPTS, Integer.toString(delivery.attempts()));
    EventHeaders.put(headers, EventHeaders.NOT_BEFORE, Long.toString(notBeforeMillis));
    return record;
  }

  /** An event that is given up, as it is, with all that a triage needs. */
  ProducerRecord<byte[], byte[]> deadLetter(Delivery delivery, GivenUp why) {
    String topic = stage.deadLetterTopic(delivery.origin().topic());
    TopicCard card = catalogue.card(topic);
    var record = as(delivery, topic);
    Headers headers = record.headers();
    EventHeaders.put(headers, EventHeaders.ERROR_CLASS, why.errorClass());
    EventHeaders.put(headers, EventHeaders.ERROR_MESSAGE, why.errorMessage());
    EventHeaders.put(headers, EventHeaders.ATTEMPTS, Integer.toString(why.attempts()));
    EventHeaders.put(
        headers,
        EventHeaders.FIRST_FAILURE,
        Instant.ofEpochMilli(why.firstFailureMillis()).toString());
    EventHeaders.put(headers, EventHeaders.OWNER, card.owner());
    EventHeaders.put(headers, EventHeaders.RUNBOOK, card.runbook());
    return record;
  }

  /** The delivered record for another topic, with where it came from. */
  private ProducerRecord<byte[], byte[]> as(Delivery delivery, String topic) {
    ConsumerRecord<byte[], byte[]> delivered = delivery.record();
    var record = new ProducerRecord<>(topic, delivered.key(), delivered.value());
    Headers headers = record.headers();
    handOn(delivered.headers(), headers);
    copy(delivered.headers(), headers, EventHeaders.REDRIVES);
    copy(delivered.headers(), headers, EventHeaders.REVISION);
    copy(delivered.headers(), headers, EventHeaders.REVISES);
    copy(delivered.headers(), headers, EventHeaders.POISON); // of the record, not what follows
    Position origin = delivery.origin();
    EventHeaders.put(headers, EventHeaders.ORIGINAL_TOPIC, origin.topic());
    EventHeaders.put(
        headers, EventHeaders.ORIGINAL_PARTITION, Integer.toString(origin.partition()));
    EventHeaders.put(headers, EventHeaders.ORIGINAL_OFFSET, Long.toString(origin.offset()));
    EventHeaders.put(
        headers,
        EventHeaders.ORIGINAL_TIMESTAMP,
        Long.toString(
            EventHeaders.number(
                delivered.headers(), EventHeaders.ORIGINAL_TIMESTAMP, delivered.timestamp())));
    EventHeaders.put(headers, EventHeaders.GROUP, stage.group());
    return record;
  }

  private static void handOn(Headers from, Headers to) {
    HANDED_ON.forEach(name -> copy(from, to, name));
  }

  private static void copy(Headers from, Headers to, String name) {
    Header header = from.lastHeader(name);
    if (header != null) {
      to.add(header);
    }
  }
}
