package io.orderstorm.fault.dryrun;

import io.orderstorm.fault.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A dry run as tables of plain text. */
final class DryRunText {

  private static final String GAP = "  ";

  private final DryRun dryRun;

  DryRunText(DryRun dryRun) {
    this.dryRun = dryRun;
  }

  String render() {
    if (dryRun.timeline().isEmpty()) {
      return "No faults in a load of " + DurationText.of(dryRun.load()) + "; nothing is touched.\n";
    }
    return headline() + "\n" + table(timeline()) + "\nBlast radius\n" + table(radius());
  }

  private String headline() {
    var bound = dryRun.timeline().stream().anyMatch(Entry::isConditional) ? "at most " : "";
    return String.format(
        Locale.ROOT,
        "%d fault%s in a load of %s; under fault for %s%s (%.0f%%)%n",
        dryRun.timeline().size(),
        dryRun.timeline().size() == 1 ? "" : "s",
        DurationText.of(dryRun.load()),
        bound,
        DurationText.of(dryRun.underFault()),
        100.0 * dryRun.underFault().toNanos() / dryRun.load().toNanos());
  }

  private List<List<String>> timeline() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("from", "for", "fault", "what"));
    for (var entry : dryRun.timeline()) {
      rows.add(
          List.of(
              (entry.isConditional() ? "from " : "") + DurationText.of(entry.from()),
              DurationText.of(entry.lasting()),
              entry.fault(),
              entry.what() + (entry.isConditional() ? " [" + entry.condition() + "]" : "")));
    }
    return rows;
  }

  private List<List<String>> radius() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("touched", "for", "how much", "by"));
    for (var reach : dryRun.blastRadius()) {
      rows.add(
          List.of(
              reach.subject(),
              bounded(reach.lasting(), reach.upperBound()),
              String.join("; ", reach.parts()),
              String.join(", ", reach.faults())));
    }
    return rows;
  }

  private static String bounded(Duration lasting, boolean upperBound) {
    return (upperBound ? "at most " : "") + DurationText.of(lasting);
  }

  /** Columns as wide as their widest cell; the last one is not padded. */
  private static String table(List<List<String>> rows) {
    var text = new StringBuilder();
    for (var row : rows) {
      for (int column = 0; column < row.size() - 1; column++) {
        var cell = row.get(column);
        text.append(cell).append(" ".repeat(width(rows, column) - cell.length())).append(GAP);
      }
      text.append(row.get(row.size() - 1)).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
