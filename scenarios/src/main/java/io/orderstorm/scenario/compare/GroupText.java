package io.orderstorm.scenario.compare;

import io.orderstorm.report.comparison.Finding;
import io.orderstorm.report.comparison.GroupComparison;
import io.orderstorm.report.comparison.MetricDifference;
import io.orderstorm.report.comparison.TailDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A test between groups as lines for a terminal or a pull request. */
public final class GroupText {

  private GroupText() {}

  public static List<String> lines(GroupReport of) {
    GroupComparison compared = of.comparison();
    var lines = new ArrayList<String>();
    lines.add("base  " + String.join(", ", of.base()));
    lines.add("with  " + String.join(", ", of.with()));
    of.treatment().forEach((path, values) -> lines.add("differs in " + path + ": " + values));
    if (of.treatment().isEmpty()) {
      lines.add("nothing was set otherwise");
    }
    lines.add("");
    lines.add(conclusion(of));
    lines.add("");
    lines.add(row("", "base", "with", "ratio", "95 % interval", "p", "finds from", ""));
    compared.tests().forEach(test -> lines.add(row(test)));
    lines.add("");
    lines.add("tails, described and not tested:");
    compared.tails().forEach(tail -> lines.add(row(tail)));
    of.leftOut().forEach((metric, reason) -> lines.add("left out: " + metric + ", " + reason));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Played in the order %s. p: the chance of such a difference in any of the %d metrics if"
                + " nothing differed, over %s %,d ways to divide the runs; intervals are of one"
                + " metric alone; \"finds from\": the smallest rise that would be found four times"
                + " in five.",
            of.turns(),
            compared.tests().size(),
            compared.exact() ? "all" : "a sample of",
            compared.arrangements()));
    return lines;
  }

  private static String conclusion(GroupReport of) {
    GroupComparison compared = of.comparison();
    var worse = named(compared, Finding.REGRESSION);
    var better = named(compared, Finding.IMPROVEMENT);
    if (worse.isEmpty() && better.isEmpty() && of.oneSided().isEmpty()) {
      return "NO DIFFERENCE FOUND; that is no proof that there is none, see what would be found";
    }
    var parts = new ArrayList<String>();
    if (!worse.isEmpty()) {
      parts.add("REGRESSION in " + String.join(", ", worse));
    }
    if (!better.isEmpty()) {
      parts.add("IMPROVEMENT in " + String.join(", ", better));
    }
    if (!of.oneSided().isEmpty()) {
      parts.add(
          "CAN'T BE TOLD of "
              + String.join(", ", of.oneSided())
              + ", which every run of one group has and the other group has not");
    }
    return String.join("; ", parts);
  }

  private static List<String> named(GroupComparison compared, Finding finding) {
    return compared.tests().stream()
        .filter(test -> test.finding() == finding)
        .map(test -> test.metric() + " " + percent(test.ratio() - 1))
        .toList();
  }

  private static String row(MetricDifference test) {
    return row(
        test.metric(),
        value(test.baseMedian(), test.unit()),
        value(test.withMedian(), test.unit()),
        ratio(test.ratio()),
        ratio(test.ratioLow()) + " … " + ratio(test.ratioHigh()),
        String.format(Locale.ROOT, "%.4f", test.p()),
        percent(test.detectableShare()),
        test.finding() == Finding.NONE ? "" : test.finding().name());
  }

  private static String row(TailDifference tail) {
    return row(
        tail.metric(),
        value(tail.baseMedian(), tail.unit()),
        value(tail.withMedian(), tail.unit()),
        ratio(tail.ratio()),
        "",
        "",
        percent(tail.detectableShare()),
        "");
  }

  private static String row(
      String name,
      String base,
      String with,
      String ratio,
      String interval,
      String p,
      String detectable,
      String finding) {
    return String.format(
            Locale.ROOT,
            "%-26s %12s %12s %8s  %-19s %-8s %10s  %s",
            name,
            base,
            with,
            ratio,
            interval,
            p,
            detectable,
            finding)
        .stripTrailing();
  }

  private static String value(double value, String unit) {
    return String.format(Locale.ROOT, value < 100 ? "%,.2f %s" : "%,.0f %s", value, unit);
  }

  private static String ratio(double ratio) {
    return Double.isInfinite(ratio) || ratio == 0
        ? "–"
        : String.format(Locale.ROOT, "×%.3f", ratio);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", share * 100);
  }
}
