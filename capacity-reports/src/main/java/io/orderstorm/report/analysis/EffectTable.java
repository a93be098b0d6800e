package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import java.util.BitSet;
import java.util.UUID;

/** Effects that were performed, or that the store holds, in columns; grouped by order on demand. */
final class EffectTable {

  private final Longs causeHigh = new Longs();
  private final Longs causeLow = new Longs();
  private final Longs time = new Longs();
  private final Ints order = new Ints();
  private final Octets type = new Octets();
  private final BitSet annotated = new BitSet();
  private CaseOrders of = CaseOrders.NONE;
  private int[] starts = new int[0];
  private int[] grouped = new int[0];

  void add(long orderNumber, EffectType effect, UUID cause, long nanos, int replay) {
    if (replay > 0) {
      annotated.set(order.size());
    }
    order.add(Math.toIntExact(orderNumber));
    type.add(effect.code());
    causeHigh.add(cause.getMostSignificantBits());
    causeLow.add(cause.getLeastSignificantBits());
    time.add(nanos);
  }

  /** Groups the rows by order; rows of other orders than those given are in no group. */
  void group(CaseOrders orders) {
    of = orders;
    starts = new int[orders.size() + 1];
    for (int row = 0; row < rows(); row++) {
      int index = orders.indexOf(order.get(row));
      if (index >= 0) {
        starts[index + 1]++;
      }
    }
    for (int i = 0; i < orders.size(); i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    grouped = new int[starts[orders.size()]];
    for (int row = 0; row < rows(); row++) {
      int index = orders.indexOf(order.get(row));
      if (index >= 0) {
        grouped[next[index]++] = row;
      }
    }
  }

  /** How many effects an order has. */
  int count(int number) {
    int index = of.indexOf(number);
    return index < 0 ? 0 : starts[index + 1] - starts[index];
  }

  /** The row of an order's nth effect. */
  int row(int number, int nth) {
    return grouped[starts[of.indexOf(number)] + nth];
  }

  int rows() {
    return order.size();
  }

  int order(int row) {
    return order.get(row);
  }

  EffectType type(int row) {
    return EffectType.of(type.get(row));
  }

  long causeHigh(int row) {
    return causeHigh.get(row);
  }

  long causeLow(int row) {
    return causeLow.get(row);
  }

  long time(int row) {
    return time.get(row);
  }

  /** Whether an order has an effect of this type and cause. */
  boolean has(int number, EffectType effect, long high, long low) {
    for (int nth = 0; nth < count(number); nth++) {
      int row = row(number, nth);
      if (type(row) == effect && causeHigh.get(row) == high && causeLow.get(row) == low) {
        return true;
      }
    }
    return false;
  }

  /** Whether it carries the number of a replay. */
  boolean isAnnotated(int row) {
    return annotated.get(row);
  }

  boolean sameCause(int row, int other) {
    return causeHigh.get(row) == causeHigh.get(other) && causeLow.get(row) == causeLow.get(other);
  }
}
