package io.orderstorm.report.capacity;

/**
 * Something that a plan would say and this one does not.
 *
 * @param what it would be
 * @param why it was not measured, and what would make it so
 */
public record NotMeasured(String what, String why) {}
