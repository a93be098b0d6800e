package io.orderstorm.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OrderRangesTest {

  private static final int RECORDS = 3 * OrderRanges.BLOCK + 500;

  @Property(tries = 60)
  void noRecordOfAnOrderThatIsAskedForIsLeftOut(
      @ForAll @Size(max = 8) List<@IntRange(max = RECORDS) Integer> asked,
      @ForAll @Size(max = 4) List<@IntRange(max = RECORDS - 1) Integer> ofNone,
      @ForAll boolean orNone,
      @ForAll @IntRange(max = 2000) int disorder) {
    long[] orders = orders(disorder);
    ofNone.forEach(record -> orders[record] = -1);
    OrderRanges ranges = noted(orders, RECORDS);
    BitSet wanted = new BitSet();
    asked.forEach(wanted::set);

    BitSet read = read(ranges.spans(wanted, orNone), RECORDS);

    for (int record = 0; record < RECORDS; record++) {
      boolean of = orders[record] < 0 ? orNone : wanted.get((int) orders[record]);
      assertThat(!of || read.get(record)).isTrue();
    }
  }

  @Test
  void blocksWithoutAnyOfThemAreLeftOut() {
    BitSet wanted = new BitSet();
    wanted.set(OrderRanges.BLOCK + 7);

    BitSet read = read(noted(orders(0), RECORDS).spans(wanted, true), RECORDS);

    assertThat(read.cardinality()).isEqualTo(OrderRanges.BLOCK);
    assertThat(read.nextSetBit(0)).isEqualTo(OrderRanges.BLOCK);
  }

  @Test
  void whatWasNotNotedIsRead() {
    OrderRanges ranges = noted(orders(0), OrderRanges.BLOCK + 10);

    BitSet read = read(ranges.spans(new BitSet(), false), RECORDS);

    assertThat(read.nextSetBit(0)).isEqualTo(OrderRanges.BLOCK + 10);
    assertThat(read.nextClearBit(OrderRanges.BLOCK + 10)).isEqualTo(RECORDS);
    assertThat(read(new OrderRanges().spans(new BitSet(), false), RECORDS).cardinality())
        .isEqualTo(RECORDS);
  }

  /** Orders in nearly the order in which they were placed. */
  private static long[] orders(int disorder) {
    long[] orders = new long[RECORDS];
    for (int record = 0; record < RECORDS; record++) {
      int moved = disorder == 0 ? 0 : record * 31 % disorder;
      orders[record] = Math.max(0, record - moved);
    }
    return orders;
  }

  private static OrderRanges noted(long[] orders, int records) {
    OrderRanges ranges = new OrderRanges();
    for (int record = 0; record < records; record++) {
      ranges.note(orders[record]);
    }
    return ranges;
  }

  private static BitSet read(List<OrderRanges.Span> spans, int records) {
    BitSet read = new BitSet();
    for (OrderRanges.Span span : spans) {
      read.set((int) span.first(), (int) Math.min(records, span.first() + span.count()));
    }
    return read;
  }
}
