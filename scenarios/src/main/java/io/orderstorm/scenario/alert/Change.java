package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An alert begins or ends.
 *
 * @param raised whether it begins
 * @param name of the alert, one of its kind in a pipeline: {@code payment-lag}
 * @param stage whose trouble it is, {@code ingestion} included
 * @param detail what is wrong, in words; empty when it ends
 * @param figures what it was decided on
 */
public record Change(
    boolean raised,
    String name,
    String stage,
    Severity severity,
    String detail,
    Map<String, Object> figures) {

  public Change {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
