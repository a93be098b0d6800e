package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a stage did not do its work, evaluated every 50 ms over the trailing second. It is in
 * violation if any of these holds:
 *
 * <ol>
 *   <li>Completions, with the inputs that are too young to be owed yet, are below 95 % of its
 *       inputs. Young are inputs without outcome below the grace, half the stall limit and at most
 *       500 ms. Without the grace, work in flight would raise alarms whenever completions come in
 *       bursts or the load steps up; with it, an outage is noticed half a second later, and ends no
 *       earlier.
 *   <li>An input without outcome is older than the stall limit. (The oldest of any partition is the
 *       oldest of all.)
 *   <li>Its group's backlog is over its objective.
 *   <li>The latency percentile of the second's completions is over its objective.
 * </ol>
 */
final class Violations {

  static final long TICK = 50_000_000L;

  private static final long WINDOW = 1_000_000_000L;
  private static final long LONGEST_GRACE = 500_000_000L;
  private static final double SHARE = 0.95;

  /** A span of violation: from the first tick in violation to the first one that is not. */
  record Span(long from, long to) {}

  private final String stage;
  private final long start;
  private final int ticks;
  private final BitSet violated;

  private Violations(String stage, long start, int ticks, BitSet violated) {
    this.stage = stage;
    this.start = start;
    this.ticks = ticks;
    this.violated = violated;
  }

  static Violations of(
      StageInputs inputs,
      Journal journal,
      @Nullable Backlog backlog,
      Objectives objectives,
      boolean endsOrders,
      Clock clock) {
    List<Objectives.Latency> limits =
        objectives.latency().stream()
            .filter(
                l ->
                    l.stage().equals(inputs.stage)
                        || (endsOrders && l.stage().equals(Topology.END_TO_END)))
            .toList();
    Duration stall = objectives.stallLimitOf(inputs.stage);
    if (endsOrders) {
      Duration endToEnd = objectives.stallLimitOf(Topology.END_TO_END);
      stall = endToEnd.compareTo(stall) > 0 ? endToEnd : stall;
    }
    Scan scan = new Scan(inputs, clock, stall.toNanos());
    scan.findStalls();
    scan.findShortfalls();
    limits.forEach(limit -> scan.findSlowness(limit, journal));
    if (backlog != null) {
      objectives.lagOf(backlog.group()).ifPresent(lag -> scan.findBacklog(backlog, lag.below()));
    }
    return new Violations(inputs.stage, clock.loadStart(), scan.ticks, scan.violated);
  }

  String stage() {
    return stage;
  }

  /** Whether the stage was still in violation when the run ended. */
  boolean lasting() {
    return violated.get(ticks - 1);
  }

  /** The spans of violation in order of time. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (int from = violated.nextSetBit(0); from >= 0; from = violated.nextSetBit(from)) {
      int to = violated.nextClearBit(from);
      spans.add(new Span(start + from * TICK, start + to * TICK));
      from = to;
    }
    return spans;
  }

  /** One pass over a stage's inputs. */
  private static final class Scan {

    final int ticks;
    final BitSet violated = new BitSet();
    private final StageInputs inputs;
    private final long start;
    private final long stall;
    private final long grace;
    private final long[] arrivals;
    private final long[] completions;

    Scan(StageInputs inputs, Clock clock, long stall) {
      this.inputs = inputs;
      this.start = clock.loadStart();
      this.ticks = (int) ((clock.end() - start) / TICK) + 1;
      this.stall = stall;
      this.grace = Math.min(stall / 2, LONGEST_GRACE);
      this.arrivals = sorted(inputs.arrived);
      this.completions = sorted(inputs.completed);
    }

    private static long[] sorted(long[] times) {
      long[] sorted = times.clone();
      Arrays.sort(sorted);
      return sorted;
    }

    /** The first tick at or after a time; beyond the last if there is none. */
    private int tickFrom(long time) {
      if (time == StageInputs.NEVER) {
        return ticks;
      }
      long tick = Math.floorDiv(time - start + TICK - 1, TICK);
      return (int) Math.max(0, Math.min(ticks, tick));
    }

    void findStalls() {
      for (int i = 0; i < inputs.size(); i++) {
        long overdue = inputs.arrived[i] + stall;
        long until = inputs.owedUntil(i);
        if (until > overdue) {
          int from = tickFrom(overdue + 1);
          int to = tickFrom(until);
          if (to > from) {
            violated.set(from, to);
          }
        }
      }
    }

    void findShortfalls() {
      int[] young = youngPerTick();
      for (int tick = 0; tick < ticks; tick++) {
        long now = start + tick * TICK;
        int due = within(arrivals, now);
        int done = within(completions, now) + young[tick];
        if (done < SHARE * due) {
          violated.set(tick);
        }
      }
    }

    /** How many inputs without outcome are younger than the grace, at each tick. */
    private int[] youngPerTick() {
      int[] young = new int[ticks + 1];
      for (int i = 0; i < inputs.size(); i++) {
        long until = Math.min(inputs.owedUntil(i), inputs.arrived[i] + grace);
        int from = tickFrom(inputs.arrived[i]);
        int to = tickFrom(until);
        if (to > from) {
          young[from]++;
          young[to]--;
        }
      }
      for (int tick = 1; tick <= ticks; tick++) {
        young[tick] += young[tick - 1];
      }
      return young;
    }

    /** How many times lie within the second that ends now. */
    private static int within(long[] sorted, long now) {
      return upTo(sorted, now) - upTo(sorted, now - WINDOW);
    }

    private static int upTo(long[] sorted, long time) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    void findSlowness(Objectives.Latency limit, Journal journal) {
      Longs slow = new Longs();
      Longs judged = new Longs();
      for (int i = 0; i < inputs.size(); i++) {
        int placed = journal.placed(inputs.order[i]);
        if (inputs.completed[i] != StageInputs.NEVER && placed >= 0) {
          judged.add(inputs.completed[i]);
          if (inputs.completed[i] - journal.intended(placed) > limit.limit().toNanos()) {
            slow.add(inputs.completed[i]);
          }
        }
      }
      long[] all = judged.sorted();
      long[] late = slow.sorted();
      double allowed = 1 - limit.percentile().quantile();
      for (int tick = 0; late.length > 0 && tick < ticks; tick++) {
        long now = start + tick * TICK;
        if (within(late, now) > allowed * within(all, now)) {
          violated.set(tick);
        }
      }
    }

    void findBacklog(Backlog backlog, long below) {
      for (int tick = 0; tick < ticks; tick++) {
        if (backlog.backlogAt(start + tick * TICK) > below) {
          violated.set(tick);
        }
      }
    }
  }
}
