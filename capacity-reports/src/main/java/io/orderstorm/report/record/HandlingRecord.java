package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a stage's handler handled an event, and what became of it. Written only of a
 * stage that has a candidate.
 *
 * @param timeNanos when it was remembered
 * @param topic that it was delivered from
 * @param candidate whether the candidate had it, or else the stable version
 * @param retry whether it was delivered from a retry topic
 * @param shadow whether it was handled without effects
 * @param choice what the version decided; null if that was settled before
 * @param intended the outcome that it decided for or hoped for; {@link EventType#UNKNOWN} for none
 * @param ending what became of it; null in shadow, where nothing does
 * @param outcome the event that followed; {@link EventType#UNKNOWN} for none
 * @param latencyNanos from its turn among the events of its key until it was remembered; in shadow
 *     until it was decided
 */
public record HandlingRecord(
    long timeNanos,
    String topic,
    int partition,
    long offset,
    long orderNumber,
    UUID eventId,
    boolean candidate,
    boolean retry,
    boolean shadow,
    @Nullable Choice choice,
    EventType intended,
    @Nullable Ending ending,
    EventType outcome,
    long latencyNanos) {

  private static final int STABLE = 1;
  private static final int CANDIDATE = 2;
  private static final int RETRY = 1;
  private static final int SHADOW = 2;

  public static final RecordKind<HandlingRecord> KIND =
      new RecordKind<>(
          "handling",
          List.of(
              field("timeNanos", FieldType.I64),
              field("topic", FieldType.U8),
              field("partition", FieldType.I32),
              field("offset", FieldType.I64),
              field("orderNumber", FieldType.I64),
              field("eventId", FieldType.UUID),
              field("version", FieldType.U8),
              field("flags", FieldType.U8),
              field("choice", FieldType.U8),
              field("intended", FieldType.U8),
              field("ending", FieldType.U8),
              field("outcome", FieldType.U8),
              field("latencyNanos", FieldType.I64)),
          Codec::new);

  /** What a version decided; the code in the file is the position, from 1. */
  public enum Choice {
    CALL,
    EMIT,
    NOTE,
    IGNORE,
    INVALID
  }

  /** What became of an event; the code in the file is the position, from 1. */
  public enum Ending {
    HANDLED,
    DEAD_LETTERED,
    PUT_OFF,
    DEDUPLICATED,
    SUPERSEDED
  }

  /** The header of one stage's file. */
  public static FileHeader header(String stage, List<String> topics) {
    return KIND.header().with("stage", stage).with("topics", topics);
  }

  /** The choice of a code; null for 0. */
  public static @Nullable Choice choice(int code) {
    return ofCode(Choice.values(), code);
  }

  /** The ending of a code; null for 0. */
  public static @Nullable Ending ending(int code) {
    return ofCode(Ending.values(), code);
  }

  /** The place of a value among all, from 1; 0 for none. */
  private static <E> byte code(E[] all, @Nullable E one) {
    return (byte) (one == null ? 0 : Arrays.asList(all).indexOf(one) + 1);
  }

  private static <E extends Enum<E>> @Nullable E ofCode(E[] all, int code) {
    if (code < 0 || code > all.length) {
      throw new IllegalArgumentException("code " + code + " is not within 0 and " + all.length);
    }
    return code == 0 ? null : all[code - 1];
  }

  private static final class Codec implements RecordCodec<HandlingRecord> {
    private final Names topics;

    Codec(FileHeader header) {
      topics = header.names("topics");
    }

    @Override
    public void encode(HandlingRecord of, ByteBuffer target) {
      target.putLong(of.timeNanos).put(topics.index(of.topic)).putInt(of.partition);
      target.putLong(of.offset).putLong(of.orderNumber);
      Bytes.putUuid(target, of.eventId);
      target.put((byte) (of.candidate ? CANDIDATE : STABLE));
      target.put((byte) ((of.retry ? RETRY : 0) | (of.shadow ? SHADOW : 0)));
      target.put(code(Choice.values(), of.choice));
      target.put((byte) of.intended.code());
      target.put(code(Ending.values(), of.ending));
      target.put((byte) of.outcome.code()).putLong(of.latencyNanos);
    }

    @Override
    public HandlingRecord decode(ByteBuffer source) {
      long time = source.getLong();
      String topic = topics.name(source.get());
      int partition = source.getInt();
      long offset = source.getLong();
      long order = source.getLong();
      UUID event = Bytes.uuid(source);
      int version = Bytes.u8(source);
      if (version != STABLE && version != CANDIDATE) {
        throw new IllegalArgumentException("version " + version + " is neither 1 nor 2");
      }
      int flags = Bytes.u8(source);
      return new HandlingRecord(
          time,
          topic,
          partition,
          offset,
          order,
          event,
          version == CANDIDATE,
          (flags & RETRY) != 0,
          (flags & SHADOW) != 0,
          choice(Bytes.u8(source)),
          EventType.of(Bytes.u8(source)),
          ending(Bytes.u8(source)),
          EventType.of(Bytes.u8(source)),
          source.getLong());
    }
  }
}
