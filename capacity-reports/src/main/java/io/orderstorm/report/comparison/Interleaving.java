package io.orderstorm.report.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the runs of two groups took turns. If all of one group ran first, whatever changed on the
 * machine meanwhile would be taken for the treatment.
 */
public final class Interleaving {

  private record Turn(Instant at, String side) {}

  private Interleaving() {}

  /** The order in which the groups took turns, for example {@code BRBR}. */
  public static String turns(List<Instant> base, List<Instant> with) {
    List<Turn> turns = new ArrayList<>();
    base.forEach(at -> turns.add(new Turn(at, "B")));
    with.forEach(at -> turns.add(new Turn(at, "R")));
    Collections.sort(turns, Comparator.comparing(Turn::at));
    return String.join("", turns.stream().map(Turn::side).toList());
  }

  /**
   * Whether the turn changed at least as often as the smaller group has runs; {@code BRRBBRRB}
   * does, {@code BBRRBBRR} does not.
   */
  public static boolean holds(String turns) {
    int changes = 0;
    for (int i = 1; i < turns.length(); i++) {
      changes += turns.charAt(i) != turns.charAt(i - 1) ? 1 : 0;
    }
    long base = turns.chars().filter(side -> side == 'B').count();
    return changes >= Math.min(base, turns.length() - base);
  }
}
