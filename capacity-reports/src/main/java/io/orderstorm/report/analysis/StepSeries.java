package io.orderstorm.report.analysis;

import java.util.Arrays;

/**
 * The steps of a group's backlog in order of time, without loss, in some four bytes each: what
 * changed since the step before, as variable-length numbers, with a whole step every so often to
 * begin from.
 */
final class StepSeries {

  private static final int BLOCK = 512;
  private static final int CHUNK_BITS = 16;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

  /** Bytes of the longest number. */
  private static final int LONGEST = 10;

  /** One step, and the way to the next. */
  static final class Step {
    long time;
    long lag;
    long backlog;
    long end;
    long committed;
    private int block;
    private int inBlock;
    private long at;
  }

  private byte[][] chunks = new byte[16][];

  /** The last chunk, which is written to. */
  private byte[] chunk = new byte[0];

  private long bytes;
  private int steps;
  private final Longs starts = new Longs();
  private final Longs times = new Longs();
  private final Longs lags = new Longs();
  private final Longs backlogs = new Longs();
  private final Longs ends = new Longs();
  private final Longs commits = new Longs();
  private final Longs lagPeaks = new Longs();
  private final Longs backlogPeaks = new Longs();
  private final Step last = new Step();

  /** Adds a step that is no earlier than the last one. */
  void add(long time, long lag, long backlog, long end, long committed) {
    if (steps % BLOCK == 0) {
      begin(time, lag, backlog, end, committed);
    } else {
      write(time, lag, backlog, end, committed);
      int block = lagPeaks.size() - 1;
      lagPeaks.set(block, Math.max(lagPeaks.get(block), lag));
      backlogPeaks.set(block, Math.max(backlogPeaks.get(block), backlog));
    }
    steps++;
    last.time = time;
    last.lag = lag;
    last.backlog = backlog;
    last.end = end;
    last.committed = committed;
  }

  private void begin(long time, long lag, long backlog, long end, long committed) {
    starts.add(bytes);
    times.add(time);
    lags.add(lag);
    backlogs.add(backlog);
    ends.add(end);
    commits.add(committed);
    lagPeaks.add(lag);
    backlogPeaks.add(backlog);
  }

  /** Nearly all steps are one more record at the end: these are told by one bit. */
  private void write(long time, long lag, long backlog, long end, long committed) {
    boolean one =
        lag == last.lag + 1
            && backlog == last.backlog + 1
            && end == last.end + 1
            && committed == last.committed;
    number(((time - last.time) << 1) | (one ? 1 : 0));
    if (!one) {
      signed(lag - last.lag);
      signed(backlog - last.backlog);
      signed(end - last.end);
      signed(committed - last.committed);
    }
  }

  private void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  private void number(long value) {
    int at = (int) (bytes & CHUNK_MASK);
    if (at == 0 || at > CHUNK_MASK - LONGEST) {
      numberAcrossChunks(value);
      return;
    }
    byte[] target = chunk;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target[at++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    bytes += at - (bytes & CHUNK_MASK);
  }

  private void numberAcrossChunks(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      octet((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    octet((int) rest);
  }

  private void octet(int value) {
    int at = (int) (bytes & CHUNK_MASK);
    if (at == 0) {
      newChunk();
    }
    chunk[at] = (byte) value;
    bytes++;
  }

  private void newChunk() {
    int number = (int) (bytes >>> CHUNK_BITS);
    if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, number * 2);
    }
    chunk = new byte[1 << CHUNK_BITS];
    chunks[number] = chunk;
  }

  /** The last step at or before a time; null if there is none. */
  @org.jspecify.annotations.Nullable
  Step at(long time) {
    int block = blockAt(time);
    if (block < 0) {
      return null;
    }
    Step step = first(block);
    Step found = copy(step);
    while (next(step) && step.time <= time) {
      take(found, step);
    }
    return found;
  }

  private int blockAt(long time) {
    int low = 0;
    int high = times.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times.get(middle) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private Step first(int block) {
    Step step = new Step();
    begin(step, block);
    return step;
  }

  private void begin(Step step, int block) {
    step.block = block;
    step.inBlock = 0;
    step.at = starts.get(block);
    step.time = times.get(block);
    step.lag = lags.get(block);
    step.backlog = backlogs.get(block);
    step.end = ends.get(block);
    step.committed = commits.get(block);
  }

  private static Step copy(Step of) {
    Step copy = new Step();
    take(copy, of);
    return copy;
  }

  private static void take(Step to, Step from) {
    to.time = from.time;
    to.lag = from.lag;
    to.backlog = from.backlog;
    to.end = from.end;
    to.committed = from.committed;
    to.block = from.block;
    to.inBlock = from.inBlock;
    to.at = from.at;
  }

  /** Goes on to the next step; false after the last. */
  boolean next(Step step) {
    if ((long) step.block * BLOCK + step.inBlock + 1 >= steps) {
      return false;
    }
    if (step.inBlock + 1 == BLOCK) {
      begin(step, step.block + 1);
      return true;
    }
    long head = readNumber(step);
    step.time += head >>> 1;
    if ((head & 1) != 0) {
      step.lag++;
      step.backlog++;
      step.end++;
    } else {
      step.lag += readSigned(step);
      step.backlog += readSigned(step);
      step.end += readSigned(step);
      step.committed += readSigned(step);
    }
    step.inBlock++;
    return true;
  }

  private long readSigned(Step step) {
    long value = readNumber(step);
    return (value >>> 1) ^ -(value & 1);
  }

  private long readNumber(Step step) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte octet = chunks[(int) (step.at >>> CHUNK_BITS)][(int) (step.at & CHUNK_MASK)];
      step.at++;
      value |= (octet & 0x7fL) << shift;
      if (octet >= 0) {
        return value;
      }
    }
  }

  /** The first step after a time; null if there is none. */
  @org.jspecify.annotations.Nullable
  Step after(long time) {
    Step step = at(time);
    if (step == null) {
      return steps == 0 ? null : first(0);
    }
    return next(step) ? step : null;
  }

  /** The most lag of the steps after one time and up to another, at least 0. */
  long peakLag(long after, long to) {
    return peak(after, to, lagPeaks, false);
  }

  /** As {@link #peakLag}, of the backlog. */
  long peakBacklog(long after, long to) {
    return peak(after, to, backlogPeaks, true);
  }

  private long peak(long after, long to, Longs peaks, boolean ofBacklog) {
    long peak = 0;
    Step step = after(after);
    while (step != null && step.time <= to) {
      int block = step.block;
      boolean whole = step.inBlock == 0 && block + 1 < times.size() && times.get(block + 1) <= to;
      if (whole) {
        peak = Math.max(peak, peaks.get(block));
        begin(step, block + 1);
      } else {
        peak = Math.max(peak, ofBacklog ? step.backlog : step.lag);
        step = next(step) ? step : null;
      }
    }
    return peak;
  }
}
