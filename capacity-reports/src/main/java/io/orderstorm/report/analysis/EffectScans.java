package io.orderstorm.report.analysis;

import io.orderstorm.report.scan.EffectScan;
import io.orderstorm.report.scan.StoreEffectScan;
import io.orderstorm.report.scan.StoreOrderScan;

/**
 * Takes what services performed and what the store holds off the balances of the orders whose
 * events tell of it.
 */
final class EffectScans {

  private final OrderColumns columns;
  private final StoreSnapshots snapshots;

  EffectScans(OrderColumns columns, StoreSnapshots snapshots) {
    this.columns = columns;
    this.snapshots = snapshots;
  }

  void read(EffectScan scan) {
    while (scan.next()) {
      if (scan.performed()) {
        snapshots.performed(scan.effect(), scan.finishedNanos());
        int order = Math.toIntExact(scan.orderNumber());
        settle(order, Link.performed(scan.effect(), scan.causeIdHigh(), scan.causeIdLow()));
      }
    }
  }

  void read(StoreEffectScan scan) {
    while (scan.next()) {
      snapshots.stored(scan.effect(), scan.committedNanos());
      int order = Math.toIntExact(scan.orderNumber());
      settle(order, Link.stored(scan.effect(), scan.causeIdHigh(), scan.causeIdLow()));
    }
  }

  private void settle(int order, long link) {
    if (columns.isPromised(order)) {
      columns.balances.add(order, -link);
    } else if (order >= 0) {
      columns.marks.add(order, Mark.SUSPECT);
    }
  }

  void read(StoreOrderScan scan) {
    while (scan.next()) {
      int order = Math.toIntExact(scan.orderNumber());
      if (order >= 0) {
        boolean again = columns.marks.has(order, Mark.STORE_ROW);
        columns.marks.add(order, again ? Mark.SUSPECT : state(scan));
      }
    }
  }

  private static int state(StoreOrderScan scan) {
    return Mark.STORE_ROW
        | (scan.reserved() || scan.released() ? Mark.STORE_RESERVED : 0)
        | (scan.paid() ? Mark.STORE_PAID : 0)
        | (scan.dispatched() ? Mark.STORE_DISPATCHED : 0)
        | (scan.released() ? Mark.STORE_RELEASED : 0)
        | (scan.compensated() ? Mark.STORE_COMPENSATED : 0)
        | (scan.cancelled() ? Mark.STORE_CANCELLED : 0);
  }
}
