package io.orderstorm.scenario.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison as lines for a terminal or a pull request. */
public final class ComparisonText {

  private static final String NONE = "–";

  private ComparisonText() {}

  public static List<String> lines(Comparison of) {
    var lines = new ArrayList<String>();
    lines.add("base  " + of.base());
    lines.add("with  " + of.with());
    of.treatment().forEach((path, values) -> lines.add("differs in " + path + ": " + values));
    if (of.treatment().isEmpty()) {
      lines.add("nothing was set otherwise");
    }
    lines.add("One run a side: this describes both, it does not prove a regression.");
    lines.add("");
    lines.add(row("", "base", "with", "difference"));
    lines.add(row("verdict", of.verdicts().get(0), of.verdicts().get(1), ""));
    of.figures().stream()
        .map(
            figure ->
                row(
                    figure.name(),
                    value(figure.base(), figure.unit()),
                    value(figure.with(), figure.unit()),
                    difference(figure)))
        .forEach(lines::add);
    return lines;
  }

  private static String row(String name, String base, String with, String difference) {
    return String.format(Locale.ROOT, "%-42s %14s %14s  %s", name, base, with, difference)
        .stripTrailing();
  }

  private static String value(@Nullable Double value, String unit) {
    if (value == null) {
      return NONE;
    }
    String number =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, "%,.2f", value);
    return unit.isEmpty() || unit.startsWith("/") ? number + unit : number + " " + unit;
  }

  private static String difference(Figure figure) {
    Double difference = figure.difference();
    if (difference == null) {
      return NONE;
    }
    if (difference == 0) {
      return "same";
    }
    Double share = figure.share();
    String sign = difference > 0 ? "+" : "−";
    String size = sign + value(Math.abs(difference), figure.unit());
    return share == null ? size : size + String.format(Locale.ROOT, " (%+.0f %%)", share * 100);
  }
}
