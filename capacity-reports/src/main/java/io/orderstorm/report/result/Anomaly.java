package io.orderstorm.report.result;

/** Something that must not happen, with the order it happened to; −1 if no order is known. */
public record Anomaly(String kind, long orderNumber, String evidence) {}
