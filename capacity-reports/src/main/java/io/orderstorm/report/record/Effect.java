package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * A call that a downstream service answered, from its own log.
 *
 * @param causeId the event that made the stage call
 * @param performed false if the service recognised the idempotency key and did nothing
 * @param replay number of the replay that caused it, 0 for none
 */
public record Effect(
    long startedNanos,
    long finishedNanos,
    long orderNumber,
    EffectType effect,
    UUID idempotencyKey,
    UUID causeId,
    boolean performed,
    int replay) {

  public static final RecordKind<Effect> KIND =
      new RecordKind<>(
          "effect",
          List.of(
              field("startedNanos", FieldType.I64),
              field("finishedNanos", FieldType.I64),
              field("orderNumber", FieldType.I64),
              field("effect", FieldType.U8),
              field("idempotencyKey", FieldType.UUID),
              field("causeId", FieldType.UUID),
              field("performed", FieldType.U8),
              field("replay", FieldType.I32)),
          header -> new Codec());

  private static final class Codec implements RecordCodec<Effect> {
    @Override
    public void encode(Effect effect, ByteBuffer target) {
      target.putLong(effect.startedNanos).putLong(effect.finishedNanos);
      target.putLong(effect.orderNumber).put((byte) effect.effect.code());
      Bytes.putUuid(target, effect.idempotencyKey);
      Bytes.putUuid(target, effect.causeId);
      Bytes.putFlag(target, effect.performed);
      target.putInt(effect.replay);
    }

    @Override
    public Effect decode(ByteBuffer source) {
      return new Effect(
          source.getLong(),
          source.getLong(),
          source.getLong(),
          EffectType.of(source.get()),
          Bytes.uuid(source),
          Bytes.uuid(source),
          Bytes.flag(source),
          source.getInt());
    }
  }
}
