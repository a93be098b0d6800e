package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Raised while a dead letter has lain for too long without anybody dealing with it. */
final class LetterAge {

  private final Alarm alarm;
  private final Duration limit;

  LetterAge(Alarm alarm, Duration limit) {
    this.alarm = alarm;
    this.limit = limit;
  }

  /**
   * Takes in the oldest.
   *
   * @param sinceNanos since when it lies; now if there is none
   */
  Optional<Change> oldest(long nanos, long sinceNanos) {
    double most = limit.toNanos() / 1e9;
    double age = (nanos - sinceNanos) / 1e9;
    Map<String, Object> figures = Map.of("oldestSeconds", age, "limitSeconds", most);
    return alarm.update(
        age > most
            ? Optional.of(
                new Alarm.Cause(
                    Severity.TICKET,
                    "a dead letter has lain untouched for longer than " + most + " s",
                    figures))
            : Optional.empty(),
        figures);
  }
}
