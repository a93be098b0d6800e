package io.orderstorm.report.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which orders the records of a file belong to, block by block: the least and the greatest number.
 * Files are nearly in the order in which orders were placed, so whoever looks for a few of them
 * again can leave out nearly all blocks.
 */
public final class OrderRanges {

  /** Records in a block. */
  static final int BLOCK = 1 << 14;

  private long[] least = new long[16];
  private long[] greatest = new long[16];
  private long records;

  /**
   * Records that follow one another.
   *
   * @param first from 0
   * @param count more than there are where the file ends with them
   */
  public record Span(long first, long count) {}

  /** A file of which nothing is known: every record of it may be of any order. */
  public OrderRanges() {}

  /**
   * Notes the order of the next record of the file.
   *
   * @param order negative if it belongs to none
   */
  void note(long order) {
    int block = (int) (records / BLOCK);
    if (records % BLOCK == 0) {
      begin(block, order);
    } else {
      least[block] = Math.min(least[block], order);
      greatest[block] = Math.max(greatest[block], order);
    }
    records++;
  }

  private void begin(int block, long order) {
    if (block == least.length) {
      least = Arrays.copyOf(least, block * 2);
      greatest = Arrays.copyOf(greatest, block * 2);
    }
    least[block] = order;
    greatest[block] = order;
  }

  /**
   * Where records of some orders may lie, in the order of the file; what was not noted may be
   * theirs.
   *
   * @param orNone whether records of no order are looked for too
   */
  public List<Span> spans(BitSet orders, boolean orNone) {
    List<Span> spans = new ArrayList<>();
    int blocks = (int) ((records + BLOCK - 1) / BLOCK);
    int from = -1;
    for (int block = 0; block < blocks; block++) {
      boolean hit = mayHold(block, orders, orNone);
      if (hit && from < 0) {
        from = block;
      } else if (!hit && from >= 0) {
        spans.add(span(from, block));
        from = -1;
      }
    }
    long first = from >= 0 ? (long) from * BLOCK : records;
    spans.add(new Span(first, Long.MAX_VALUE - first));
    return spans;
  }

  private static Span span(int from, int to) {
    return new Span((long) from * BLOCK, (long) (to - from) * BLOCK);
  }

  private boolean mayHold(int block, BitSet orders, boolean orNone) {
    if (least[block] < 0 && orNone) {
      return true;
    }
    int next = orders.nextSetBit((int) Math.max(0, least[block]));
    return next >= 0 && next <= greatest[block];
  }
}
