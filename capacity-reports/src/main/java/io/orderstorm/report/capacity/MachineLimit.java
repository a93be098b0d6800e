package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.DimensionLimit.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * At which rate the machine's cores are all in use. CPU time is not simply in proportion to orders:
 * code that is not compiled yet takes more of it, and polling, timers and small batches take some
 * whatever comes. So one probe far below the limit says nothing of it. A limit is named only from
 *
 * <ul>
 *   <li>a sustained probe of warm code that used at least {@link #NEAR} of the cores: the rest is a
 *       step of a third, by proportion; or
 *   <li>a straight line through at least {@value #LEAST_POINTS} such probes whose rates lie apart,
 *       if the line is steep and tight enough and does not end beyond {@link
 *       Bottleneck#EXTRAPOLATION} times the highest of them.
 * </ul>
 *
 * Everything else is not measured, and said to be so with the reason.
 */
public final class MachineLimit {

  static final String WHAT = "the CPU";

  /** A probe that uses this share of the cores is near the limit that follows from it. */
  static final double NEAR = 0.75;

  /** Seconds of load, at half a probe's rate or more, after which code counts as warm. */
  static final double WARMING = 60;

  static final int LEAST_POINTS = 4;

  /** The highest of a line's rates is at least so many times the lowest. */
  private static final double APART = 1.5;

  /** The line's end is known to this share of itself, to either side. */
  private static final double TIGHT = 0.2;

  private static final double CONFIDENCE = 0.95;

  /** A pause that is longer than any within a search: the processes are others then, and cold. */
  private static final double ANOTHER_SESSION = 180;

  /** A warm and sustained probe. */
  private record Point(double rate, double used) {}

  private MachineLimit() {}

  /**
   * The limit.
   *
   * @param probes of the healthy pipeline, in the order in which they were made
   * @param cores of the machine, above 0
   */
  public static DimensionLimit of(List<Judged> probes, double cores) {
    List<Point> warm = new ArrayList<>();
    double highest = 0;
    double usedThere = 0;
    for (int i = 0; i < probes.size(); i++) {
      ProbeFigures figures = probes.get(i).figures();
      Double used = figures.cores();
      if (probes.get(i).answer() == Judged.Answer.SUSTAINED && used != null) {
        if (figures.offeredPerSecond() > highest) {
          highest = figures.offeredPerSecond();
          usedThere = used;
        }
        if (isWarm(probes, i)) {
          warm.add(new Point(figures.offeredPerSecond(), used));
        }
      }
    }
    warm.sort(Comparator.comparingDouble(Point::rate));
    return limit(warm, cores, highest, usedThere);
  }

  private static boolean isWarm(List<Judged> probes, int number) {
    ProbeWindow next = probes.get(number).figures().window();
    double rate = probes.get(number).figures().offeredPerSecond();
    double seconds = 0;
    for (int i = number - 1; i >= 0; i--) {
      ProbeFigures before = probes.get(i).figures();
      ProbeWindow window = before.window();
      if ((next.startNanos() - Math.max(window.endNanos(), window.drainedNanos())) / 1e9
          > ANOTHER_SESSION) {
        break;
      }
      if (before.offeredPerSecond() >= rate / 2) {
        seconds += (window.endNanos() - window.startNanos()) / 1e9;
      }
      next = window;
    }
    return seconds >= WARMING;
  }

  private static DimensionLimit limit(
      List<Point> warm, double cores, double highest, double usedThere) {
    if (!warm.isEmpty()) {
      Point top = warm.get(warm.size() - 1);
      if (top.used() >= NEAR * cores) {
        return new DimensionLimit(
            WHAT,
            top.rate() * cores / top.used(),
            Known.PREDICTED,
            format(
                "by proportion from a warm probe at %.0f/s that used %.2f of %.0f cores",
                top.rate(), top.used(), cores));
      }
    }
    if (warm.size() >= LEAST_POINTS
        && warm.get(warm.size() - 1).rate() >= APART * warm.get(0).rate()) {
      DimensionLimit line = line(warm, cores);
      if (line.known() == Known.PREDICTED) {
        return line;
      }
    }
    return new DimensionLimit(
        WHAT, highest, Known.NOT_REACHED, why(warm, cores, highest, usedThere));
  }

  /** Least squares; the interval of its end is that of the line's height there, over its slope. */
  private static DimensionLimit line(List<Point> points, double cores) {
    SimpleRegression line = new SimpleRegression();
    points.forEach(point -> line.addData(point.rate(), point.used()));
    double slope = line.getSlope();
    double end = (cores - line.getIntercept()) / slope;
    double top = points.get(points.size() - 1).rate();
    double mean = points.stream().mapToDouble(Point::rate).average().orElse(0);
    double quantile =
        new TDistribution(points.size() - 2.0)
            .inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2);
    double height =
        quantile
            * Math.sqrt(
                line.getMeanSquareError()
                    * (1.0 / points.size() + (end - mean) * (end - mean) / line.getXSumSquares()));
    double half = height / slope;
    boolean known =
        slope - quantile * line.getSlopeStdErr() > 0
            && end >= top
            && end <= Bottleneck.EXTRAPOLATION * top
            && half <= TIGHT * end;
    return known
        ? new DimensionLimit(
            WHAT,
            end,
            Known.PREDICTED,
            format(
                "by a line through %d warm probes from %.0f to %.0f/s, 95 %%: %.0f to %.0f/s",
                points.size(), points.get(0).rate(), top, end - half, end + half))
        : new DimensionLimit(WHAT, top, Known.NOT_REACHED);
  }

  private static String why(List<Point> warm, double cores, double highest, double used) {
    return format(
            "the rate at which the CPU is full was not measured: %.2f of %.0f cores (%.0f %%) at"
                + " %.0f/s, ",
            used, cores, 100 * used / cores, highest)
        + (warm.isEmpty()
            ? format(
                "in no sustained probe after %.0f s of load, so code was still being compiled",
                WARMING)
            : format(
                "and neither a warm probe that uses %.0f %% nor a line that is steep and tight"
                    + " enough through %d of rates that lie apart",
                100 * NEAR, LEAST_POINTS));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
