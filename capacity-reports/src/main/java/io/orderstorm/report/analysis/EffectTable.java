package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import java.util.BitSet;
import java.util.UUID;

/** Effects that were performed, or that the store holds, in columns; grouped by order on demand. */
final class EffectTable {

  private static final int UNSEEN = -1;

  private final Longs causeHigh = new Longs();
  private final Longs causeLow = new Longs();
  private final Longs time = new Longs();
  private final Ints order = new Ints();
  private final Octets type = new Octets();
  private final BitSet annotated = new BitSet();
  private int[] causes = new int[0];
  private long[] digests = new long[0];
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

  /** Finds the first revision of each cause, so that revisions of one event are one cause. */
  void trace(EventTable events) {
    causes = new int[rows()];
    digests = new long[rows()];
    for (int row = 0; row < causes.length; row++) {
      int cause = events.canonical(causeHigh.get(row), causeLow.get(row));
      causes[row] = cause < 0 ? UNSEEN : events.firstRevision(cause);
      digests[row] = events.causeDigest(this, row);
    }
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

  /** A digest of the cause that is the same for all its revisions. */
  long causeDigest(int row) {
    return digests[row];
  }

  long time(int row) {
    return time.get(row);
  }

  /** Whether an order has an effect of this type and of the cause of another effect. */
  boolean has(int number, EffectType effect, EffectTable table, int other) {
    for (int nth = 0; nth < count(number); nth++) {
      int row = row(number, nth);
      if (type(row) == effect && sameCause(row, table, other)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it carries the number of a replay. */
  boolean isAnnotated(int row) {
    return annotated.get(row);
  }

  /** Whether two effects follow from one event, or from revisions of one event. */
  boolean sameCause(int row, int other) {
    return sameCause(row, this, other);
  }

  /** Whether two effects follow from one event, of the same revision. */
  boolean hasSameCauseId(int row, int other) {
    return causeHigh.get(row) == causeHigh.get(other) && causeLow.get(row) == causeLow.get(other);
  }

  private boolean sameCause(int row, EffectTable table, int other) {
    if (causes[row] != UNSEEN && table.causes[other] != UNSEEN) {
      return causes[row] == table.causes[other];
    }
    return causeHigh.get(row) == table.causeHigh.get(other)
        && causeLow.get(row) == table.causeLow.get(other);
  }
}
