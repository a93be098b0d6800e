package io.orderstorm.report.result;

import java.util.List;

/**
 * Something that must not happen.
 *
 * @param kind one of the names in {@link RunResult#anomalyCounts()}
 * @param orderNumber the order that it happened to, −1 if none is known
 * @param evidence what is wrong, in one line
 * @param history everything that is known of that order, in order of time
 */
public record Anomaly(String kind, long orderNumber, String evidence, List<HistoryLine> history) {

  public Anomaly {
    history = List.copyOf(history);
  }
}
