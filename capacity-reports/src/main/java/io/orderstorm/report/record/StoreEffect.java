package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * An effect as the order store holds it when the run is quiet.
 *
 * @param causeId the event that was handled
 * @param eventId the outcome event that was written with it
 * @param replay number of the replay that caused it, 0 for none
 */
public record StoreEffect(
    long orderNumber,
    EffectType effect,
    UUID causeId,
    UUID eventId,
    long committedNanos,
    int replay) {

  public static final RecordKind<StoreEffect> KIND =
      new RecordKind<>(
          "store-effect",
          List.of(
              field("orderNumber", FieldType.I64),
              field("effect", FieldType.U8),
              field("causeId", FieldType.UUID),
              field("eventId", FieldType.UUID),
              field("committedNanos", FieldType.I64),
              field("replay", FieldType.I32)),
          header -> new Codec());

  private static final class Codec implements RecordCodec<StoreEffect> {
    @Override
    public void encode(StoreEffect effect, ByteBuffer target) {
      target.putLong(effect.orderNumber).put((byte) effect.effect.code());
      Bytes.putUuid(target, effect.causeId);
      Bytes.putUuid(target, effect.eventId);
      target.putLong(effect.committedNanos).putInt(effect.replay);
    }

    @Override
    public StoreEffect decode(ByteBuffer source) {
      return new StoreEffect(
          source.getLong(),
          EffectType.of(source.get()),
          Bytes.uuid(source),
          Bytes.uuid(source),
          source.getLong(),
          source.getInt());
    }
  }
}
