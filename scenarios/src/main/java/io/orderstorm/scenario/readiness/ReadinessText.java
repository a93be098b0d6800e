package io.orderstorm.scenario.readiness;

import java.util.ArrayList;
import java.util.List;

/** A checklist for a terminal. */
public final class ReadinessText {

  private ReadinessText() {}

  /** The lines: the verdict first, then each area, then the health review. */
  public static List<String> lines(Readiness readiness) {
    var text = new ArrayList<String>();
    long open = readiness.lines().stream().filter(line -> !line.isProved()).count();
    text.add(
        open == 0
            ? "READY  " + readiness.scenario()
            : "NOT READY  %s: %d of %d lines are open"
                .formatted(readiness.scenario(), open, readiness.lines().size()));
    for (Line.Area area : Line.Area.values()) {
      List<Line> lines = readiness.lines().stream().filter(line -> line.area() == area).toList();
      if (!lines.isEmpty()) {
        text.add("");
        text.add(area.title());
        lines.forEach(
            line -> {
              text.add("  %-7s %s".formatted(line.isProved() ? "proved" : "OPEN", line.claim()));
              text.add("          " + line.evidence());
            });
      }
    }
    text.add("");
    text.add(
        "health review"
            + (readiness.health().run().isEmpty()
                ? ": no judged run of " + readiness.scenario() + " was kept"
                : " by " + readiness.health().run()));
    readiness
        .health()
        .figures()
        .forEach(figure -> text.add("  %-34s %s".formatted(figure.name(), figure.text())));
    readiness.unread().forEach(file -> text.add("unread: " + file));
    return List.copyOf(text);
  }
}
