package io.orderstorm.scenario.watch;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A block of a few lines at the bottom of the terminal that redraws itself in place; lines said
 * before it scroll up.
 */
final class TerminalDisplay implements Display {

  private static final String ERASE_BELOW = "\u001b[J";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";
  private static final int BAR = 24;

  private final PrintStream out;
  private int drawn;

  TerminalDisplay(PrintStream out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  @Override
  public void show(Progress progress) {
    erase();
    List<String> block = block(progress);
    block.forEach(out::println);
    drawn = block.size();
    out.flush();
  }

  private static List<String> block(Progress progress) {
    var block = new ArrayList<String>();
    long total = progress.elapsed().plus(progress.remaining()).toSeconds();
    block.add(
        String.format(
            "%s%-6s%s %s  %s elapsed, %s left",
            BOLD,
            progress.phase(),
            PLAIN,
            bar(progress.elapsed().toSeconds(), total),
            clock(progress.elapsed().toSeconds()),
            clock(progress.remaining().toSeconds())));
    block.add(
        String.format(
            "%sorders%s  offered %,.0f/s   achieved %,.0f/s   placed %,d   in flight %,d   dead letters %,d",
            DIM,
            PLAIN,
            progress.offeredPerSecond(),
            progress.achievedPerSecond(),
            progress.placed(),
            progress.inFlight(),
            progress.deadLetters()));
    var lag = new StringBuilder(DIM + "lag" + PLAIN + "   ");
    for (Map.Entry<String, Long> group : progress.lag().entrySet()) {
      lag.append(String.format("  %s %,d", group.getKey(), group.getValue()));
    }
    block.add(lag.toString());
    block.add(
        progress.activeFaults().isEmpty()
            ? DIM + "no fault" + PLAIN
            : RED + "fault   " + String.join(", ", progress.activeFaults()) + PLAIN);
    return block;
  }

  private static String bar(long done, long total) {
    int filled = total <= 0 ? 0 : (int) Math.min(BAR, BAR * done / total);
    return "━".repeat(filled) + DIM + "─".repeat(BAR - filled) + PLAIN;
  }

  private static String clock(long seconds) {
    return String.format("%d:%02d", seconds / 60, seconds % 60);
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A\r" + ERASE_BELOW);
      drawn = 0;
    }
  }

  @Override
  public void close() {
    erase();
    out.flush();
  }
}
