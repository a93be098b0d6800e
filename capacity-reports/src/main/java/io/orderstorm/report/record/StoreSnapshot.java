package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * How many effects of a kind the order store held at a moment of the run.
 *
 * @param beganNanos when the store was asked
 * @param endedNanos when it had answered
 */
public record StoreSnapshot(long beganNanos, long endedNanos, EffectType effect, long rows) {

  public static final RecordKind<StoreSnapshot> KIND =
      new RecordKind<>(
          "store-snapshot",
          List.of(
              field("beganNanos", FieldType.I64),
              field("endedNanos", FieldType.I64),
              field("effect", FieldType.U8),
              field("rows", FieldType.I64)),
          header -> new Codec());

  private static final class Codec implements RecordCodec<StoreSnapshot> {
    @Override
    public void encode(StoreSnapshot snapshot, ByteBuffer target) {
      target.putLong(snapshot.beganNanos).putLong(snapshot.endedNanos);
      target.put((byte) snapshot.effect.code()).putLong(snapshot.rows);
    }

    @Override
    public StoreSnapshot decode(ByteBuffer source) {
      return new StoreSnapshot(
          source.getLong(), source.getLong(), EffectType.of(source.get()), source.getLong());
    }
  }
}
