package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened inside a stage's consumer.
 *
 * @param consumer number of the consumer within its stage
 * @param topic null where the event concerns none
 * @param offset for {@link Event#COMMITTED} the next offset to read
 * @param attempt number of the attempt, from 1; 0 where the event is none
 * @param detail for {@link Event#ATTEMPT_FAILED} the HTTP status, 0 for a timeout, −1 for a failed
 *     connection
 */
public record StageRecord(
    long timeNanos,
    Event event,
    int consumer,
    @Nullable String topic,
    int partition,
    long offset,
    long orderNumber,
    int attempt,
    int detail) {

  public static final RecordKind<StageRecord> KIND =
      new RecordKind<>(
          "stage",
          List.of(
              field("timeNanos", FieldType.I64),
              field("event", FieldType.U8),
              field("consumer", FieldType.U8),
              field("topic", FieldType.U8),
              field("partition", FieldType.I32),
              field("offset", FieldType.I64),
              field("orderNumber", FieldType.I64),
              field("attempt", FieldType.U16),
              field("detail", FieldType.I32)),
          Codec::new);

  /** What happened, with its code in the file. */
  public enum Event {
    ASSIGNED(1),
    REVOKED(2),
    DELIVERED(3),
    ATTEMPT_SUCCEEDED(4),
    ATTEMPT_FAILED(5),
    DEDUPLICATED(6),
    RETRY_SCHEDULED(7),
    PARKED(8),
    UNPARKED(9),
    DEAD_LETTERED(10),
    COMMITTED(11),
    PAUSED(12),
    RESUMED(13),
    CIRCUIT_OPENED(14),
    CIRCUIT_CLOSED(15),
    SUPERSEDED(16),
    OVERFLOW_PAUSED(17),
    OVERFLOW_RESUMED(18);

    private static final Event[] BY_CODE = values();

    private final int code;

    Event(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /**
     * The event of a code.
     *
     * @throws IllegalArgumentException if none has it
     */
    public static Event of(int code) {
      if (code < 1 || code > BY_CODE.length) {
        throw new IllegalArgumentException(
            "stage event code " + code + " is not within 1 and " + BY_CODE.length);
      }
      return BY_CODE[code - 1];
    }
  }

  /** The header of one stage's file. */
  public static FileHeader header(String stage, List<String> topics) {
    return KIND.header().with("stage", stage).with("topics", topics);
  }

  private static final class Codec implements RecordCodec<StageRecord> {
    private final Names topics;

    Codec(FileHeader header) {
      topics = header.names("topics");
    }

    @Override
    public void encode(StageRecord stage, ByteBuffer target) {
      target.putLong(stage.timeNanos).put((byte) stage.event.code()).put((byte) stage.consumer);
      target.put(topics.index(stage.topic)).putInt(stage.partition).putLong(stage.offset);
      target.putLong(stage.orderNumber);
      Bytes.putU16(target, stage.attempt);
      target.putInt(stage.detail);
    }

    @Override
    public StageRecord decode(ByteBuffer source) {
      return new StageRecord(
          source.getLong(),
          Event.of(source.get()),
          Bytes.u8(source),
          topics.nameOrNull(source.get()),
          source.getInt(),
          source.getLong(),
          source.getLong(),
          Bytes.u16(source),
          source.getInt());
    }
  }
}
