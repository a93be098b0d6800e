package io.orderstorm.simulator.replay;

import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.UndecodableEventException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is to be replayed. Whatever is named has to hold of a record: its topic or offsets, its
 * time, its key, its event's type, its header.
 *
 * @param topics whole topics within the bounds of time or keys; empty if offsets are named
 * @param offsets parts of partitions; empty if topics are named
 * @param from the first record time that belongs to it, {@code null} if any
 * @param to the first record time that no longer does, {@code null} if any
 * @param eventTypes names of our own event types; empty for any record
 * @param header a header that records must have, {@code null} if any
 */
public record Scope(
    List<String> topics,
    List<OffsetRange> offsets,
    @Nullable Instant from,
    @Nullable Instant to,
    Keys keys,
    List<String> eventTypes,
    @Nullable HeaderValue header) {

  /** A header and the text that its last value must have. */
  public record HeaderValue(String name, String value) {}

  public Scope {
    topics = List.copyOf(topics);
    offsets = List.copyOf(offsets);
    eventTypes = List.copyOf(eventTypes);
    if (topics.isEmpty() == offsets.isEmpty()) {
      throw new IllegalArgumentException("a scope names either topics or offsets");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("'from' must be before 'to', but is " + from);
    }
    if (offsets.isEmpty() && !keys.areBounded() && (from == null || to == null)) {
      throw new IllegalArgumentException(
          "unbounded; needs 'from' and 'to', 'keys', a 'key-range', or 'partitions' with offsets"
              + " ('event-types' alone are no bounds)");
    }
  }

  /** Exactly these parts of partitions. */
  public static Scope of(List<OffsetRange> offsets) {
    return new Scope(List.of(), offsets, null, null, new Keys.Any(), List.of(), null);
  }

  /** The topics that have to be read. */
  public List<String> sources() {
    return List.copyOf(
        new TreeSet<>(
            Stream.concat(topics.stream(), offsets.stream().map(OffsetRange::topic)).toList()));
  }

  /** Whether a record belongs to it. */
  public boolean includes(ConsumerRecord<byte[], byte[]> record) {
    return standsInside(record)
        && inTime(record.timestamp())
        && keys.include(text(record.key()))
        && hasHeader(record)
        && hasType(record.value());
  }

  private boolean standsInside(ConsumerRecord<byte[], byte[]> record) {
    return offsets.isEmpty()
        ? topics.contains(record.topic())
        : offsets.stream()
            .anyMatch(range -> range.holds(record.topic(), record.partition(), record.offset()));
  }

  private boolean inTime(long millis) {
    return (from == null || millis >= from.toEpochMilli()) && !isAfter(millis);
  }

  /** Whether a time lies behind the scope's end. */
  public boolean isAfter(long millis) {
    return to != null && millis >= to.toEpochMilli();
  }

  private boolean hasHeader(ConsumerRecord<byte[], byte[]> record) {
    return header == null
        || EventHeaders.text(record.headers(), header.name()).equals(Optional.of(header.value()));
  }

  private boolean hasType(byte @Nullable [] value) {
    if (eventTypes.isEmpty()) {
      return true;
    }
    try {
      return value != null && eventTypes.contains(EventCodec.peek(value).type().text());
    } catch (UndecodableEventException none) {
      return false;
    }
  }

  private static @Nullable String text(byte @Nullable [] key) {
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }
}
