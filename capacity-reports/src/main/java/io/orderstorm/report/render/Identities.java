package io.orderstorm.report.render;

import io.orderstorm.report.result.OrderCounts;

/** The two identities by which every order is accounted for, in words. */
final class Identities {

  private Identities() {}

  static String sends(OrderCounts o) {
    return Words.count(o.offered())
        + " offered = "
        + Words.count(o.acknowledged())
        + " acknowledged + "
        + Words.count(o.rejected())
        + " rejected + "
        + Words.count(o.indeterminate())
        + " indeterminate";
  }

  static String fates(OrderCounts o) {
    return Words.count(o.acknowledged())
        + " acknowledged + "
        + Words.count(o.indeterminateLanded())
        + " indeterminate that landed = "
        + Words.count(o.fulfilled())
        + " fulfilled + "
        + Words.count(o.compensated())
        + " compensated + "
        + Words.count(o.deadLettered())
        + " dead-lettered + "
        + Words.count(o.inFlight())
        + " in flight + "
        + Words.count(o.lost())
        + " lost";
  }
}
