package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as the observer saw it on a topic.
 *
 * @param appendMillis the broker's append time, its clock
 * @param receivedNanos when the observer had it
 * @param orderNumber −1 if unknown
 * @param flags bits {@link #INJECTED}, {@link #UNDECODABLE}, {@link #REPLAYED}
 * @param keySequence −1 if it has none
 * @param eventId on a retry or dead-letter topic that of the carried event
 * @param causeTopic topic of the causing event, null if it has none
 */
public record Observation(
    int partition,
    long offset,
    long appendMillis,
    long receivedNanos,
    long orderNumber,
    EventType type,
    int flags,
    int revision,
    int keySequence,
    UUID eventId,
    UUID causeId,
    @Nullable String causeTopic,
    int causePartition,
    long causeOffset) {

  /** Flag: carries the header that message faults set. */
  public static final int INJECTED = 1;

  /** Flag: its bytes are no event. */
  public static final int UNDECODABLE = 2;

  /** Flag: carries a replay id. */
  public static final int REPLAYED = 4;

  /** The event or cause id of a record that has none. */
  public static final UUID NO_ID = new UUID(0, 0);

  public static final RecordKind<Observation> KIND =
      new RecordKind<>(
          "observation",
          List.of(
              field("partition", FieldType.I32),
              field("offset", FieldType.I64),
              field("appendMillis", FieldType.I64),
              field("receivedNanos", FieldType.I64),
              field("orderNumber", FieldType.I64),
              field("type", FieldType.U8),
              field("flags", FieldType.U8),
              field("revision", FieldType.U16),
              field("keySequence", FieldType.I32),
              field("eventId", FieldType.UUID),
              field("causeId", FieldType.UUID),
              field("causeTopic", FieldType.U8),
              field("causePartition", FieldType.I32),
              field("causeOffset", FieldType.I64)),
          Codec::new);

  public boolean injected() {
    return (flags & INJECTED) != 0;
  }

  public boolean undecodable() {
    return (flags & UNDECODABLE) != 0;
  }

  public boolean replayed() {
    return (flags & REPLAYED) != 0;
  }

  /**
   * The header of one topic's file.
   *
   * @param topics every topic that may be a cause's topic
   */
  public static FileHeader header(String topic, List<String> topics) {
    return KIND.header().with("topic", topic).with("topics", topics);
  }

  private static final class Codec implements RecordCodec<Observation> {
    private final Names topics;

    Codec(FileHeader header) {
      topics = header.names("topics");
    }

    @Override
    public void encode(Observation seen, ByteBuffer target) {
      target.putInt(seen.partition).putLong(seen.offset).putLong(seen.appendMillis);
      target.putLong(seen.receivedNanos).putLong(seen.orderNumber);
      target.put((byte) seen.type.code()).put((byte) seen.flags);
      Bytes.putU16(target, seen.revision);
      target.putInt(seen.keySequence);
      Bytes.putUuid(target, seen.eventId);
      Bytes.putUuid(target, seen.causeId);
      target.put(topics.index(seen.causeTopic)).putInt(seen.causePartition);
      target.putLong(seen.causeOffset);
    }

    @Override
    public Observation decode(ByteBuffer source) {
      return new Observation(
          source.getInt(),
          source.getLong(),
          source.getLong(),
          source.getLong(),
          source.getLong(),
          EventType.of(source.get()),
          Bytes.u8(source),
          Bytes.u16(source),
          source.getInt(),
          Bytes.uuid(source),
          Bytes.uuid(source),
          topics.nameOrNull(source.get()),
          source.getInt(),
          source.getLong());
    }
  }
}
