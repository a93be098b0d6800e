package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.ProbeWindow.Purpose;
import io.orderstorm.scenario.model.Rate;
import java.time.Duration;

/**
 * A probe to be made.
 *
 * @param number within the study, from 1
 * @param settling the first part of its load, which is not judged
 * @param judged the rest
 */
public record ProbeRequest(
    int number,
    Condition condition,
    Purpose purpose,
    Rate rate,
    Duration settling,
    Duration judged) {

  public Duration lasting() {
    return settling.plus(judged);
  }
}
