package io.orderstorm.simulator.event;

/** One line of a placed order. */
public record OrderLine(String sku, int quantity, long unitPriceMinor) {}
