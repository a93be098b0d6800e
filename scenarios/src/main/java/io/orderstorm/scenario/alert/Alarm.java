package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules.Severity;
import java.util.Map;
import java.util.Optional;

/** One alert: off or on. Tells when that changes. */
final class Alarm {

  /** Why it is on. */
  record Cause(Severity severity, String detail, Map<String, Object> figures) {}

  private final String name;
  private final String stage;
  private Optional<Severity> raised = Optional.empty();

  Alarm(String name, String stage) {
    this.name = name;
    this.stage = stage;
  }

  /**
   * Takes in whether there is a cause now.
   *
   * @param figures what it was decided on, for the end of the alert
   */
  Optional<Change> update(Optional<Cause> cause, Map<String, Object> figures) {
    if (cause.isPresent() == raised.isPresent()) {
      return Optional.empty();
    }
    Severity severity = cause.map(Cause::severity).or(() -> raised).orElseThrow();
    raised = cause.map(Cause::severity);
    return Optional.of(
        cause
            .map(why -> new Change(true, name, stage, severity, why.detail(), why.figures()))
            .orElseGet(() -> new Change(false, name, stage, severity, "", figures)));
  }
}
