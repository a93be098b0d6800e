package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * How a send ended, as its producer was told.
 *
 * @param partition where it was stored, −1 if unknown
 * @param offset where it was stored, −1 if unknown
 * @param error a name of the header's table of errors; a class that the table lacks is written as
 *     {@code other}
 */
public record Outcome(
    long orderNumber,
    EventType type,
    long completedNanos,
    Result result,
    int partition,
    long offset,
    String error) {

  /** The error of a send that had none; the first entry of the header's table. */
  public static final String NO_ERROR = "none";

  /** The entry for error classes that the header's table does not name. */
  public static final String OTHER_ERROR = "other";

  public static final RecordKind<Outcome> KIND =
      new RecordKind<>(
          "outcome",
          List.of(
              field("orderNumber", FieldType.I64),
              field("type", FieldType.U8),
              field("completedNanos", FieldType.I64),
              field("outcome", FieldType.U8),
              field("partition", FieldType.I32),
              field("offset", FieldType.I64),
              field("error", FieldType.U8)),
          Codec::new);

  /** What the producer may conclude. */
  public enum Result {
    /** The brokers said that they hold it. */
    ACKNOWLEDGED(1),
    /** Refused for certain: it is nowhere. */
    REJECTED(2),
    /** Failed, and yet it may have landed. */
    INDETERMINATE(3);

    private final int code;

    Result(int code) {
      this.code = code;
    }

    static Result of(int code) {
      return switch (code) {
        case 1 -> ACKNOWLEDGED;
        case 2 -> REJECTED;
        case 3 -> INDETERMINATE;
        default -> throw new IllegalArgumentException("outcome code " + code + " is not 1, 2 or 3");
      };
    }
  }

  /**
   * The header of an outcomes file; {@code none} and {@code other} are put around the given error
   * classes.
   */
  public static FileHeader header(List<String> errorClasses) {
    var errors = new java.util.ArrayList<String>();
    errors.add(NO_ERROR);
    errors.addAll(errorClasses);
    errors.add(OTHER_ERROR);
    return KIND.header().with("errors", errors);
  }

  private static final class Codec implements RecordCodec<Outcome> {
    private final Names errors;

    Codec(FileHeader header) {
      errors = header.names("errors");
    }

    @Override
    public void encode(Outcome outcome, ByteBuffer target) {
      target.putLong(outcome.orderNumber).put((byte) outcome.type.code());
      target.putLong(outcome.completedNanos).put((byte) outcome.result.code);
      target.putInt(outcome.partition).putLong(outcome.offset);
      target.put(errors.indexOr(outcome.error, OTHER_ERROR));
    }

    @Override
    public Outcome decode(ByteBuffer source) {
      return new Outcome(
          source.getLong(),
          EventType.of(source.get()),
          source.getLong(),
          Result.of(source.get()),
          source.getInt(),
          source.getLong(),
          errors.name(source.get()));
    }
  }
}
