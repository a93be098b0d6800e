package io.orderstorm.report.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events are revisions of one another. A corrected replay makes an event again: the same type
 * for the same order, for the same cause or a revision of it, with a higher revision and so with
 * another id. All of them tell of one thing that happened, and their first tells it.
 */
final class Lineages {

  private static final int OPEN = -1;

  private final EventTable events;
  private final int[] firsts;
  private final Map<Integer, List<Integer>> rowsOf = new HashMap<>();

  private Lineages(EventTable events) {
    this.events = events;
    this.firsts = new int[events.rows()];
  }

  /** For each row that of its first revision, which is the row itself for most. */
  static int[] of(EventTable events) {
    Lineages lineages = new Lineages(events);
    for (int row = 0; row < events.rows(); row++) {
      boolean revised = events.isCanonical(row) && events.revision(row) > 0;
      lineages.firsts[row] = revised ? OPEN : row;
      if (revised) {
        lineages.rowsOf.putIfAbsent(events.order(row), new ArrayList<>());
      }
    }
    if (!lineages.rowsOf.isEmpty()) {
      lineages.follow();
    }
    return lineages.firsts;
  }

  private void follow() {
    for (int row = 0; row < events.rows(); row++) {
      List<Integer> rows = rowsOf.get(events.order(row));
      if (rows != null && events.isCanonical(row)) {
        rows.add(row);
      }
    }
    for (int row = 0; row < events.rows(); row++) {
      first(row);
    }
  }

  private int first(int row) {
    if (firsts[row] != OPEN) {
      return firsts[row];
    }
    firsts[row] = row; // also while it is looked for, if causes should form a circle
    int best = row;
    for (int other : rowsOf.getOrDefault(events.order(row), List.of())) {
      if (events.revision(other) < events.revision(best)
          && events.type(other) == events.type(row)
          && haveOneCause(other, row)) {
        best = other;
      }
    }
    firsts[row] = best;
    return best;
  }

  private boolean haveOneCause(int one, int other) {
    if (!events.hasCause(one) || !events.hasCause(other)) {
      return false;
    }
    int first = events.causeOf(one);
    int second = events.causeOf(other);
    boolean seen = first >= 0 && second >= 0;
    return seen ? first(first) == first(second) : events.causeId(one).equals(events.causeId(other));
  }
}
