package io.orderstorm.report.analysis;

import java.util.BitSet;
import org.agrona.collections.Int2IntHashMap;

/** The numbers of the orders that are looked at one by one, in order, and the place of each. */
final class CaseOrders {

  static final CaseOrders NONE = new CaseOrders(new BitSet());

  private final int[] numbers;
  private final Int2IntHashMap places = new Int2IntHashMap(-1);

  CaseOrders(BitSet orders) {
    numbers = orders.stream().toArray();
    for (int i = 0; i < numbers.length; i++) {
      places.put(numbers[i], i);
    }
  }

  int size() {
    return numbers.length;
  }

  int number(int index) {
    return numbers[index];
  }

  /** The place of an order, −1 if it is none of these. */
  int indexOf(int order) {
    return places.get(order);
  }
}
