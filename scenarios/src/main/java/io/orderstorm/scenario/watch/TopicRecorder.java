package io.orderstorm.scenario.watch;

import io.orderstorm.report.folder.CarriedHeaders;
import io.orderstorm.report.folder.HeaderLog;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.UndecodableEventException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Writes down what is seen on one topic. Used by the observer's thread only. */
final class TopicRecorder implements AutoCloseable {

  /** What an event's cause may stand on. */
  private static final List<String> CAUSE_TOPICS =
      List.of("orders", "inventory", "payments", "fulfilment", "notifications");

  private final RecordWriter<Observation> observations;
  private final @Nullable HeaderLog headers;
  private final Counters counters;
  private final String topic;
  private final boolean deadLetters;
  private final boolean endsOrders;

  private TopicRecorder(
      RecordWriter<Observation> observations,
      @Nullable HeaderLog headers,
      String topic,
      Counters counters) {
    this.observations = observations;
    this.headers = headers;
    this.counters = counters;
    this.topic = topic;
    this.deadLetters = topic.endsWith(".dlq");
    this.endsOrders = !topic.contains(".notification.");
  }

  static TopicRecorder of(RunFolder folder, String topic, Counters counters) {
    boolean carried = topic.endsWith(".dlq") || topic.endsWith(".retry");
    return new TopicRecorder(
        RecordWriter.create(
            folder.observations(topic), Observation.KIND, Observation.header(topic, CAUSE_TOPICS)),
        carried ? HeaderLog.open(folder.headers(topic)) : null,
        topic,
        counters);
  }

  void record(ConsumerRecord<byte[], byte[]> record, long receivedNanos) {
    boolean injected = record.headers().lastHeader(EventHeaders.INJECTED) != null;
    Observation seen = observation(record, receivedNanos, injected);
    observations.append(seen);
    if (headers != null) {
      headers.append(new CarriedHeaders(record.partition(), record.offset(), text(record)));
    }
    count(seen, injected);
  }

  private void count(Observation seen, boolean injected) {
    if (deadLetters) {
      counters.deadLetters.incrementAndGet();
      counters.letters.add(topic, seen.partition(), seen.offset(), seen.receivedNanos());
    }
    if ((seen.flags() & Observation.REPLAYED) != 0) {
      counters.replayed.incrementAndGet();
    }
    if (injected || seen.orderNumber() < 0) {
      return;
    }
    if (deadLetters && endsOrders) {
      counters.ended(seen.orderNumber());
    } else if (headers == null) {
      countEvent(seen);
    }
  }

  private void countEvent(Observation seen) {
    if (seen.type() == EventType.ORDER_PLACED) {
      counters.placed(seen.orderNumber());
    } else if (seen.type() == EventType.ORDER_DISPATCHED
        || seen.type() == EventType.ORDER_COMPENSATED) {
      counters.ended(seen.orderNumber());
    }
  }

  private static Observation observation(
      ConsumerRecord<byte[], byte[]> record, long receivedNanos, boolean injected) {
    int flags = injected ? Observation.INJECTED : 0;
    if (record.headers().lastHeader(EventHeaders.REPLAY_ID) != null) {
      flags |= Observation.REPLAYED;
    }
    try {
      return decoded(record, EventCodec.peek(value(record)), receivedNanos, flags);
    } catch (UndecodableEventException e) {
      return new Observation(
          record.partition(),
          record.offset(),
          record.timestamp(),
          receivedNanos,
          -1,
          EventType.UNKNOWN,
          flags | Observation.UNDECODABLE,
          0,
          -1,
          Observation.NO_ID,
          Observation.NO_ID,
          null,
          -1,
          -1);
    }
  }

  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    return value == null ? new byte[0] : value;
  }

  private static Observation decoded(
      ConsumerRecord<byte[], byte[]> record, EventMeta meta, long receivedNanos, int flags) {
    boolean caused = !meta.cause().topic().isEmpty();
    return new Observation(
        record.partition(),
        record.offset(),
        record.timestamp(),
        receivedNanos,
        meta.orderNumber(),
        EventType.of(meta.type().code()),
        flags,
        meta.revision(),
        (int) EventHeaders.number(record.headers(), EventHeaders.KEY_SEQUENCE, -1),
        meta.eventId(),
        caused ? meta.cause().id() : Observation.NO_ID,
        caused ? meta.cause().topic() : null,
        caused ? meta.cause().partition() : -1,
        caused ? meta.cause().offset() : -1);
  }

  private static Map<String, String> text(ConsumerRecord<byte[], byte[]> record) {
    var text = new LinkedHashMap<String, String>();
    for (Header header : record.headers()) {
      text.put(
          header.key(),
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }
    return text;
  }

  void flush() {
    observations.flush();
    if (headers != null) {
      headers.flush();
    }
  }

  @Override
  public void close() {
    observations.close();
    if (headers != null) {
      headers.close();
    }
  }
}
