package io.orderstorm.report.analysis;

import io.orderstorm.report.result.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found wrong: every finding is counted, the first of each kind are kept with their
 * evidence.
 */
final class Findings {

  static final String LOST = "lost-write";
  static final String DUPLICATE_EFFECT = "duplicate-effect";
  static final String ORPHAN_EFFECT = "orphan-effect";
  static final String ORDERING = "ordering-violation";
  static final String TRANSITION = "impossible-transition";
  static final String PARITY = "parity-mismatch";

  private static final int KEPT_PER_KIND = 20;

  private final Map<String, Long> counts = new TreeMap<>();
  private final List<Anomaly> kept = new ArrayList<>();

  void add(String kind, long order, String evidence) {
    if (counts.merge(kind, 1L, Long::sum) <= KEPT_PER_KIND) {
      kept.add(new Anomaly(kind, order, evidence));
    }
  }

  long count(String kind) {
    return counts.getOrDefault(kind, 0L);
  }

  List<Anomaly> kept() {
    return kept;
  }
}
