package io.orderstorm.scenario.watch;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** One line every few seconds, and one whenever a fault comes or goes: for CI logs. */
final class LineDisplay implements Display {

  private static final int EVERY = 5;

  private final PrintStream out;
  private int shown;
  private List<String> faults = List.of();
  private String phase = "";

  LineDisplay(PrintStream out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void show(Progress progress) {
    boolean changed = !progress.activeFaults().equals(faults) || !progress.phase().equals(phase);
    if (changed || shown % EVERY == 0) {
      say(line(progress));
    }
    shown = changed ? 1 : shown + 1;
    faults = progress.activeFaults();
    phase = progress.phase();
  }

  static String line(Progress progress) {
    String lag =
        progress.lag().entrySet().stream()
            .map(group -> group.getKey() + " " + group.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        "%-6s %3d s  offered %6.0f/s  achieved %6.0f/s  in flight %6d  lag: %s  dead letters %d%s",
        progress.phase(),
        progress.elapsed().toSeconds(),
        progress.offeredPerSecond(),
        progress.achievedPerSecond(),
        progress.inFlight(),
        lag,
        progress.deadLetters(),
        progress.activeFaults().isEmpty()
            ? ""
            : "  FAULT " + String.join(", ", progress.activeFaults()));
  }

  @Override
  public void close() {
    out.flush();
  }
}
