package io.orderstorm.report.analysis;

/**
 * The orders of a journal by the second in which they were due; the second in which the warm-up
 * ends comes twice, once for each side. Orders are nearly always numbered as they are due: then
 * their numbers are the order, and nothing is kept.
 */
final class DueOrders {

  /** What is done with the orders of a second. */
  @FunctionalInterface
  interface Second {
    void accept(int second, boolean warm, int from, int to);
  }

  private final OrderColumns columns;
  private final Clock clock;
  private final int[] order;
  private final boolean asNumbered;

  DueOrders(OrderColumns columns, Clock clock) {
    this.columns = columns;
    this.clock = clock;
    this.asNumbered = isAsNumbered();
    this.order = asNumbered ? new int[0] : sorted();
  }

  private boolean isAsNumbered() {
    long before = Long.MIN_VALUE;
    for (int n = 0; n < columns.orders(); n++) {
      long intended = columns.intended(n);
      if (intended != OrderColumns.NEVER) {
        if (key(intended) < before) {
          return false;
        }
        before = key(intended);
      }
    }
    return true;
  }

  private long key(long intended) {
    return 2L * clock.second(intended) + (intended < clock.warmupEnd() ? 0 : 1);
  }

  /** A stable sort by second. */
  private int[] sorted() {
    long[] keys = new long[columns.orders()];
    for (int n = 0; n < keys.length; n++) {
      long intended = columns.intended(n);
      keys[n] = intended == OrderColumns.NEVER ? Long.MAX_VALUE : key(intended);
    }
    return TimeOrder.of(keys, keys.length);
  }

  /** The order at a place. */
  int at(int place) {
    return asNumbered ? place : order[place];
  }

  /** Goes through the seconds in order; among the places of one may be orders never placed. */
  void forEach(Second consumer) {
    int from = 0;
    while (from < columns.orders()) {
      long intended = columns.intended(at(from));
      if (intended == OrderColumns.NEVER) {
        from++;
      } else {
        int to = endOf(key(intended), from);
        consumer.accept(clock.second(intended), intended < clock.warmupEnd(), from, to);
        from = to;
      }
    }
  }

  private int endOf(long key, int from) {
    int to = from + 1;
    while (to < columns.orders()) {
      long intended = columns.intended(at(to));
      if (intended != OrderColumns.NEVER && key(intended) != key) {
        break;
      }
      to++;
    }
    return to;
  }
}
