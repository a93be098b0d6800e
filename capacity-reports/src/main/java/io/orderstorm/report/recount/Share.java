package io.orderstorm.report.recount;

/**
 * A share of a run's orders, by number. Records of no known order are read with every share, since
 * anything may follow from them, and counted with the first.
 *
 * @param from the first order
 * @param to one more than the last
 */
record Share(long from, long to) {

  boolean reads(long order) {
    return order < 0 || (order >= from && order < to);
  }

  boolean counts(long order) {
    return order < 0 ? from == 0 : order >= from && order < to;
  }
}
