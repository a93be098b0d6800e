package io.orderstorm.scenario.compare;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A trend as a table for each scenario. */
public final class TrendText {

  private static final String NONE = "–";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TrendText() {}

  public static List<String> lines(Trend trend) {
    var lines = new ArrayList<String>();
    trend
        .scenarios()
        .forEach(
            (scenario, runs) -> {
              lines.add(scenario);
              lines.add(
                  row("UTC", "verdict", "worst RTO", "p50", "p99", "peak", "goodput", "CPU/order"));
              runs.forEach(run -> add(lines, run));
              lines.add("");
            });
    if (trend.scenarios().isEmpty()) {
      lines.add("no judged run");
    }
    trend.unread().forEach(reason -> lines.add("not read: " + reason));
    return lines;
  }

  private static void add(List<String> lines, Trend.Run run) {
    if (!run.changed().isEmpty()) {
      var texts = new ArrayList<String>();
      run.changed().forEach((path, text) -> texts.add(path + ": " + text));
      lines.add("  from here on " + String.join("; ", texts));
    }
    lines.add(
        row(
            TIME.format(run.startedAt()),
            run.verdict(),
            run.recovered() ? value(run.worstRtoSeconds(), "%.2f s") : "not ended",
            value(run.p50Ms(), "%,.0f ms"),
            value(run.p99Ms(), "%,.0f ms"),
            value(run.offeredPeakPerSecond(), "%,.0f/s"),
            value(run.goodputPerSecond(), "%,.1f/s"),
            value(run.cpuPerOrderMs(), "%.2f ms")));
  }

  private static String row(String... cells) {
    return String.format(
            Locale.ROOT, "  %-19s  %-8s %10s %10s %10s %10s %10s %10s", (Object[]) cells)
        .stripTrailing();
  }

  private static String value(@Nullable Double value, String format) {
    return value == null ? NONE : String.format(Locale.ROOT, format, value);
  }
}
