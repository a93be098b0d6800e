package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A record that a message fault added to a topic. Its position excludes it from every count of
 * orders.
 *
 * @param fault the fault's name in the scenario
 * @param messageKind for example {@code malformed}
 * @param offset −1 if the brokers did not say where it is
 * @param disposition what the pipeline is expected to do with it
 */
public record Injection(
    String fault,
    String messageKind,
    String topic,
    int partition,
    long offset,
    long sentNanos,
    boolean acknowledged,
    Disposition disposition) {

  public static final RecordKind<Injection> KIND =
      new RecordKind<>(
          "injection",
          List.of(
              field("fault", FieldType.U8),
              field("messageKind", FieldType.U8),
              field("topic", FieldType.U8),
              field("partition", FieldType.I32),
              field("offset", FieldType.I64),
              field("sentNanos", FieldType.I64),
              field("acknowledged", FieldType.U8),
              field("disposition", FieldType.U8)),
          Codec::new);

  /** What the pipeline is expected to do with an injected record, with its code in the file. */
  public enum Disposition {
    DEAD_LETTERED(1),
    IGNORED(2),
    PROCESSED(3),
    PROCESSED_SLOWLY(4),
    PARKED(5);

    private static final Disposition[] BY_CODE = values();

    private final int code;

    Disposition(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Disposition of(int code) {
      if (code < 1 || code > BY_CODE.length) {
        throw new IllegalArgumentException(
            "disposition code " + code + " is not within 1 and " + BY_CODE.length);
      }
      return BY_CODE[code - 1];
    }
  }

  /** The header of the file of injections. */
  public static FileHeader header(
      List<String> faults, List<String> messageKinds, List<String> topics) {
    return KIND.header()
        .with("faults", faults)
        .with("messageKinds", messageKinds)
        .with("topics", topics);
  }

  private static final class Codec implements RecordCodec<Injection> {
    private final Names faults;
    private final Names messageKinds;
    private final Names topics;

    Codec(FileHeader header) {
      faults = header.names("faults");
      messageKinds = header.names("messageKinds");
      topics = header.names("topics");
    }

    @Override
    public void encode(Injection injection, ByteBuffer target) {
      target.put(faults.index(injection.fault)).put(messageKinds.index(injection.messageKind));
      target.put(topics.index(injection.topic)).putInt(injection.partition);
      target.putLong(injection.offset).putLong(injection.sentNanos);
      Bytes.putFlag(target, injection.acknowledged);
      target.put((byte) injection.disposition.code());
    }

    @Override
    public Injection decode(ByteBuffer source) {
      return new Injection(
          faults.name(source.get()),
          messageKinds.name(source.get()),
          topics.name(source.get()),
          source.getInt(),
          source.getLong(),
          source.getLong(),
          Bytes.flag(source),
          Disposition.of(source.get()));
    }
  }
}
