package io.orderstorm.report.record;

import static io.orderstorm.report.record.RecordKind.field;

import java.nio.ByteBuffer;
import java.util.List;

/** An order's state as the order store holds it when the run is quiet. */
public record StoreOrder(
    long orderNumber,
    boolean reserved,
    boolean cancelled,
    boolean paid,
    boolean dispatched,
    boolean compensated,
    boolean released) {

  public static final RecordKind<StoreOrder> KIND =
      new RecordKind<>(
          "store-order",
          List.of(
              field("orderNumber", FieldType.I64),
              field("reserved", FieldType.U8),
              field("cancelled", FieldType.U8),
              field("paid", FieldType.U8),
              field("dispatched", FieldType.U8),
              field("compensated", FieldType.U8),
              field("released", FieldType.U8)),
          header -> new Codec());

  private static final class Codec implements RecordCodec<StoreOrder> {
    @Override
    public void encode(StoreOrder order, ByteBuffer target) {
      target.putLong(order.orderNumber);
      Bytes.putFlag(target, order.reserved);
      Bytes.putFlag(target, order.cancelled);
      Bytes.putFlag(target, order.paid);
      Bytes.putFlag(target, order.dispatched);
      Bytes.putFlag(target, order.compensated);
      Bytes.putFlag(target, order.released);
    }

    @Override
    public StoreOrder decode(ByteBuffer source) {
      return new StoreOrder(
          source.getLong(),
          Bytes.flag(source),
          Bytes.flag(source),
          Bytes.flag(source),
          Bytes.flag(source),
          Bytes.flag(source),
          Bytes.flag(source));
    }
  }
}
