package io.orderstorm.simulator.order;

/** What a customer does about an order after having placed it. */
public enum FollowUp {
  NONE,
  AMEND,
  CANCEL
}
