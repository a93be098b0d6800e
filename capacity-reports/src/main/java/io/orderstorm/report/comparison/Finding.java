package io.orderstorm.report.comparison;

/** What a test of a metric came to. */
public enum Finding {
  /** More than chance, and worse. */
  REGRESSION,
  /** More than chance, and better. */
  IMPROVEMENT,
  /** Chance explains it; that is no proof that nothing changed. */
  NONE
}
