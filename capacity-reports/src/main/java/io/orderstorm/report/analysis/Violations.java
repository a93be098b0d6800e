package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Topology;
import java.time.Duration;
import java.util.ArrayList;
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

  /** What a stage owed and did, input by input in any order. */
  static final class Watch {

    private final String stage;
    private final int ticks;
    private final BitSet violated = new BitSet();
    private final long start;
    private final long stall;
    private final long grace;
    private final TickCounts arrivals;
    private final TickCounts completions;
    private final int[] young;
    private final List<Slowness> limits = new ArrayList<>();
    private final Objectives objectives;

    Watch(String stage, Objectives objectives, boolean endsOrders, Clock clock) {
      this.stage = stage;
      this.objectives = objectives;
      this.start = clock.loadStart();
      this.ticks = (int) ((clock.end() - start) / TICK) + 1;
      this.stall = stallLimit(stage, objectives, endsOrders).toNanos();
      this.grace = Math.min(stall / 2, LONGEST_GRACE);
      this.arrivals = new TickCounts(ticks);
      this.completions = new TickCounts(ticks);
      this.young = new int[ticks + 1];
      for (Objectives.Latency limit : objectives.latency()) {
        boolean ofEnd = endsOrders && limit.stage().equals(Topology.END_TO_END);
        if (limit.stage().equals(stage) || ofEnd) {
          limits.add(new Slowness(limit));
        }
      }
    }

    private static Duration stallLimit(String stage, Objectives objectives, boolean endsOrders) {
      Duration stall = objectives.stallLimitOf(stage);
      Duration endToEnd = objectives.stallLimitOf(Topology.END_TO_END);
      return endsOrders && endToEnd.compareTo(stall) > 0 ? endToEnd : stall;
    }

    /**
     * Looks at an input.
     *
     * @param intended when its order was to be sent; {@link OrderColumns#NEVER} if it was not
     * @param completed when its outcome was there; NEVER if it was not
     * @param owedUntil when the stage ceased to owe an outcome; NEVER if it still does
     */
    void see(long intended, long arrived, long completed, long owedUntil) {
      int arrivedTick = tickOf(arrived);
      int completedTick = tickOf(completed);
      if (arrived != StageInputs.NEVER) {
        arrivals.add(arrivedTick);
      }
      if (completed != StageInputs.NEVER) {
        completions.add(completedTick);
      }
      overdue(arrived, owedUntil);
      long grown = arrived + grace;
      boolean inGrace = owedUntil == completed && completed <= grown;
      young(arrivedTick, inGrace ? completedTick : tickOf(Math.min(owedUntil, grown)));
      if (completed != StageInputs.NEVER && intended != OrderColumns.NEVER) {
        for (Slowness limit : limits) {
          limit.see(completedTick, completed - intended);
        }
      }
    }

    private void overdue(long arrived, long owedUntil) {
      long overdue = arrived + stall;
      if (owedUntil > overdue) {
        int from = tickFrom(overdue + 1);
        int to = tickFrom(owedUntil);
        if (to > from) {
          violated.set(from, to);
        }
      }
    }

    private void young(int fromTick, int toTick) {
      int from = Math.max(0, fromTick);
      int to = Math.max(0, toTick);
      if (to > from) {
        young[from]++;
        young[to]--;
      }
    }

    /** The first tick at or after a time; beyond the last if there is none. */
    private int tickFrom(long time) {
      return Math.max(0, tickOf(time));
    }

    /** The same, and of a time before the first tick where it lies, up to a second before it. */
    private int tickOf(long time) {
      if (time == StageInputs.NEVER) {
        return ticks;
      }
      long tick = Math.floorDiv(time - start + TICK - 1, TICK);
      return (int) Math.max(-TickCounts.WINDOW, Math.min(ticks, tick));
    }

    /**
     * Judges what was seen.
     *
     * @param backlog null for ingestion, which has none
     */
    Violations judge(@Nullable Backlog backlog) {
      findShortfalls();
      limits.forEach(Slowness::find);
      if (backlog != null) {
        objectives.lagOf(backlog.group()).ifPresent(lag -> findBacklog(backlog, lag.below()));
      }
      return new Violations(stage, start, ticks, violated);
    }

    private void findShortfalls() {
      int youngNow = 0;
      for (int tick = 0; tick < ticks; tick++) {
        youngNow += young[tick];
        long done = completions.within(tick) + youngNow;
        if (done < SHARE * arrivals.within(tick)) {
          violated.set(tick);
        }
      }
    }

    private void findBacklog(Backlog backlog, long below) {
      for (int tick = 0; tick < ticks; tick++) {
        if (backlog.backlogAt(start + tick * TICK) > below) {
          violated.set(tick);
        }
      }
    }

    /** A latency objective: of each second's completions a share may be over its limit. */
    private final class Slowness {

      private final long limit;
      private final double allowed;
      private final TickCounts judged = new TickCounts(ticks);
      private final TickCounts slow = new TickCounts(ticks);
      private boolean any;

      Slowness(Objectives.Latency objective) {
        this.limit = objective.limit().toNanos();
        this.allowed = 1 - objective.percentile().quantile();
      }

      void see(int tick, long latency) {
        judged.add(tick);
        if (latency > limit) {
          slow.add(tick);
          any = true;
        }
      }

      void find() {
        for (int tick = 0; any && tick < ticks; tick++) {
          if (slow.within(tick) > allowed * judged.within(tick)) {
            violated.set(tick);
          }
        }
      }
    }
  }
}
