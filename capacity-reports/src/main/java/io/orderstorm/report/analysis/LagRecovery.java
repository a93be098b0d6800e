package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.result.GroupLag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How fast a group worked off the backlog that a fault left, and how fast it should have.
 *
 * <p>The prediction is the least t with backlog + ∫(λ − μ)dt ≤ bound: λ from the schedule, μ from
 * an <em>earlier</em> drain of the same run. A rate measured in the drain itself would predict it
 * by construction, so without an earlier one there is no prediction.
 */
final class LagRecovery {

  /** The bound that recovery is measured against where the scenario has none. */
  static final long DEFAULT_BOUND = 1000;

  private static final long STEP = 10_000_000L;
  private static final long LONGEST_PREDICTION = 3_600_000_000_000L;
  private static final long SHORTEST_DRAIN = 500_000_000L;

  /**
   * What a fault's revert left behind.
   *
   * @param recovered when the backlog was at most the bound; MAX_VALUE if never
   * @param worked records a second that the group committed meanwhile, NaN if there was no drain
   *     long enough to say
   */
  record Drain(FaultWindow fault, long backlog, long recovered, double worked) {
    boolean needed(long bound) {
      return backlog > bound;
    }
  }

  private final Backlog backlog;
  private final LoadShape load;
  private final Clock clock;
  private final long settle;
  private final long bound;
  private final List<Drain> drains = new ArrayList<>();

  LagRecovery(Backlog backlog, Expectations expectations, List<FaultWindow> faults, Clock clock) {
    this.backlog = backlog;
    this.load = expectations.load();
    this.clock = clock;
    this.settle = expectations.limits().settle().toNanos();
    this.bound =
        expectations
            .objectives()
            .lagOf(backlog.group())
            .map(Objectives.Lag::below)
            .orElse(DEFAULT_BOUND);
    faults.stream()
        .filter(f -> f.interrupts() && f.wasReverted())
        .sorted((a, b) -> Long.compare(a.reverted(), b.reverted()))
        .forEach(f -> drains.add(drain(f)));
  }

  private Drain drain(FaultWindow fault) {
    long from = fault.reverted();
    long recovered = backlog.settledAt(bound, from, clock.end(), settle);
    long left = backlog.backlogAt(from);
    double worked = Double.NaN;
    if (recovered != Long.MAX_VALUE && recovered - from >= SHORTEST_DRAIN) {
      long committed = backlog.committedAt(recovered) - backlog.committedAt(from);
      worked = committed / Clock.seconds(recovered - from);
    }
    return new Drain(fault, left, recovered, worked);
  }

  String group() {
    return backlog.group();
  }

  List<Drain> drains() {
    return drains;
  }

  /** Seconds from revert to recovery; null if it never recovered. */
  static @Nullable Double seconds(Drain drain) {
    return drain.recovered() == Long.MAX_VALUE
        ? null
        : Clock.seconds(drain.recovered() - drain.fault().reverted());
  }

  /** When the last order was to be sent; what drains later drains without load. */
  long sendingEnd() {
    return clock.sending(load).loadEnd();
  }

  /** Whether orders still came until the settle window behind a drain's revert was over. */
  boolean isWatched(Drain drain) {
    return sendingEnd() >= drain.fault().reverted() + settle;
  }

  /**
   * The most backlog at the times at which no fault was felt: outside the windows in which one was,
   * as for latency, and outside what it took this group to come back to its bound; empty if there
   * was no such time.
   *
   * @param felt from when to when a fault was felt anywhere, in any order
   */
  OptionalLong peakOutside(List<long[]> felt) {
    List<long[]> left = new ArrayList<>(felt);
    drains.forEach(d -> left.add(new long[] {d.fault().injected(), d.recovered()}));
    left.sort(Comparator.comparingLong(window -> window[0]));
    boolean any = false;
    long peak = 0;
    long from = clock.loadStart();
    left.add(new long[] {clock.end(), clock.end()});
    for (long[] window : left) {
      long to = Math.min(window[0], clock.end());
      if (to > from) {
        any = true;
        peak = Math.max(peak, backlog.peakBacklog(from, to));
      }
      from = Math.max(from, window[1]);
    }
    return any ? OptionalLong.of(peak) : OptionalLong.empty();
  }

  GroupLag report() {
    Drain worst = worst();
    long peak = backlog.peakLag(clock.loadStart(), clock.end());
    long peakBacklog = backlog.peakBacklog(clock.loadStart(), clock.end());
    if (worst == null) {
      return new GroupLag(
          group(),
          peak,
          peakBacklog,
          bound,
          null,
          0.0,
          null,
          "no fault raised the backlog over the bound",
          null);
    }
    if (!worst.needed(bound)) {
      return new GroupLag(
          group(),
          peak,
          peakBacklog,
          bound,
          worst.fault().fault().name(),
          seconds(worst),
          null,
          "the backlog rose over the bound only after the revert",
          null);
    }
    Double seconds = seconds(worst);
    Double drained = seconds == null || seconds == 0 ? null : (worst.backlog() - bound) / seconds;
    double speed = speedBefore(worst);
    Double predicted = Double.isNaN(speed) ? null : predict(worst, speed);
    return new GroupLag(
        group(),
        peak,
        peakBacklog,
        bound,
        worst.fault().fault().name(),
        seconds,
        predicted,
        reason(speed, predicted),
        drained);
  }

  private static String reason(double speed, @Nullable Double predicted) {
    if (Double.isNaN(speed)) {
      return "no earlier drain says how fast the group can work";
    }
    return predicted == null ? "at the speed of the earlier drain the bound is never reached" : "";
  }

  /**
   * The drain that took longest; null if there was nothing to come back from. What a stage before
   * works off may come to this one only after the revert.
   */
  private @Nullable Drain worst() {
    Drain worst = null;
    for (Drain drain : drains) {
      boolean later = worst == null || length(drain) > length(worst);
      worst = length(drain) > 0 && later ? drain : worst;
    }
    return worst;
  }

  private static long length(Drain drain) {
    return drain.recovered() == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : drain.recovered() - drain.fault().reverted();
  }

  private double speedBefore(Drain drain) {
    double speed = Double.NaN;
    for (Drain earlier : drains) {
      boolean over = earlier.recovered() <= drain.fault().injected();
      boolean says = earlier.needed(bound) && !Double.isNaN(earlier.worked());
      speed = over && says ? earlier.worked() : speed;
    }
    return speed;
  }

  private @Nullable Double predict(Drain drain, double speed) {
    double left = drain.backlog();
    double inputsPerOrder = inputsPerOrder();
    for (long t = 0; t <= LONGEST_PREDICTION; t += STEP) {
      if (left <= bound) {
        return Clock.seconds(t);
      }
      long at = drain.fault().reverted() + t - clock.loadStart();
      double offered = load.rateAt(Duration.ofNanos(at)) * inputsPerOrder;
      if (offered == 0 && speed <= 0) {
        return null;
      }
      left += (offered - speed) * Clock.seconds(STEP);
    }
    return null;
  }

  private double inputsPerOrder() {
    double orders = load.ordersBetween(Duration.ZERO, load.duration());
    return orders <= 0 ? 1 : backlog.inputsAt(clock.end()) / orders;
  }
}
