package io.orderstorm.simulator.order;

import java.util.Locale;

/** What the topics are keyed by, and so within what the order of events means something. */
public enum KeyBy {
  ORDER,
  CUSTOMER,
  /** The SKU of an order's first line. */
  SKU;

  /** The name as scenario files write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
