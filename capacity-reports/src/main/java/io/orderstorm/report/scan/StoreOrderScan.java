package io.orderstorm.report.scan;

import io.orderstorm.report.record.StoreOrder;
import java.nio.file.Path;

/** Scans a file of {@link StoreOrder} records: the states of orders that the store holds. */
public final class StoreOrderScan extends RecordScan {

  private static final int ORDER_NUMBER = StoreOrder.KIND.positionOf("orderNumber");
  private static final int RESERVED = StoreOrder.KIND.positionOf("reserved");
  private static final int CANCELLED = StoreOrder.KIND.positionOf("cancelled");
  private static final int PAID = StoreOrder.KIND.positionOf("paid");
  private static final int DISPATCHED = StoreOrder.KIND.positionOf("dispatched");
  private static final int COMPENSATED = StoreOrder.KIND.positionOf("compensated");
  private static final int RELEASED = StoreOrder.KIND.positionOf("released");

  /** Opens a file; see {@link RecordScan}. */
  public StoreOrderScan(Path file) {
    super(file, StoreOrder.KIND);
  }

  public long orderNumber() {
    return i64(ORDER_NUMBER);
  }

  public boolean reserved() {
    return u8(RESERVED) != 0;
  }

  public boolean cancelled() {
    return u8(CANCELLED) != 0;
  }

  public boolean paid() {
    return u8(PAID) != 0;
  }

  public boolean dispatched() {
    return u8(DISPATCHED) != 0;
  }

  public boolean compensated() {
    return u8(COMPENSATED) != 0;
  }

  public boolean released() {
    return u8(RELEASED) != 0;
  }
}
