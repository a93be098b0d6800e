package io.orderstorm.report.analysis;

import io.orderstorm.report.result.HistoryLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found wrong: every finding is counted, the first of each kind are kept with their
 * evidence. The kinds have the names that Jepsen gave them, where it has one.
 */
final class Findings {

  /** An acknowledged order, or a stage's input, that is nowhere any more. */
  static final String LOST = "lost-write";

  /** An event of the intake lies on its topic twice. */
  static final String DUPLICATE = "duplicate";

  /** A record that its group was never given, though no commit has gone past it. */
  static final String UNSEEN = "unseen";

  static final String NONMONOTONIC_SEND = "nonmonotonic-send";
  static final String NONMONOTONIC_POLL = "nonmonotonic-poll";
  static final String POLL_SKIP = "poll-skip";
  static final String ORDERING = "ordering-violation";
  static final String TRANSITION = "impossible-transition";
  static final String DUPLICATE_EFFECT = "duplicate-effect";
  static final String ORPHAN_EFFECT = "orphan-effect";
  static final String PARITY = "parity-mismatch";
  static final String REPLAY_EFFECT = "replay-side-effect";

  /** Not applicable: no stage reads or writes in transactions. */
  static final String PRECOMMITTED_READ = "precommitted-read";

  private static final List<String> KINDS =
      List.of(
          LOST,
          DUPLICATE,
          UNSEEN,
          NONMONOTONIC_SEND,
          NONMONOTONIC_POLL,
          POLL_SKIP,
          ORDERING,
          TRANSITION,
          DUPLICATE_EFFECT,
          ORPHAN_EFFECT,
          PARITY,
          REPLAY_EFFECT);

  /** Of each kind so many are kept with their evidence; all are counted. */
  static final int KEPT_PER_KIND = 1000;

  /**
   * A finding before its order's history is looked up.
   *
   * @param beyond lines of the history that are not about the order's own records
   */
  record Finding(String kind, long order, String evidence, List<HistoryLine> beyond) {}

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<Finding> kept = new ArrayList<>();

  Findings() {
    KINDS.forEach(kind -> counts.put(kind, 0L));
  }

  void add(String kind, long order, String evidence, HistoryLine... beyond) {
    if (counts.merge(kind, 1L, Long::sum) <= KEPT_PER_KIND) {
      kept.add(new Finding(kind, order, evidence, List.of(beyond)));
    }
  }

  /** Adds what others found, behind what was found here. */
  void addAll(Findings others) {
    for (Finding finding : others.kept) {
      if (counts.merge(finding.kind(), 1L, Long::sum) <= KEPT_PER_KIND) {
        kept.add(finding);
      }
    }
    for (String kind : KINDS) {
      long beyond = Math.max(0, others.count(kind) - KEPT_PER_KIND);
      counts.merge(kind, beyond, Long::sum);
    }
  }

  /** Counts findings that are not kept. */
  void addBeyond(String kind, long count) {
    counts.merge(kind, count, Long::sum);
  }

  long count(String kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many of each kind there are; null for what does not apply. */
  Map<String, @org.jspecify.annotations.Nullable Long> counts() {
    Map<String, @org.jspecify.annotations.Nullable Long> all = new LinkedHashMap<>(counts);
    all.put(PRECOMMITTED_READ, null);
    return all;
  }

  List<Finding> kept() {
    return kept;
  }
}
