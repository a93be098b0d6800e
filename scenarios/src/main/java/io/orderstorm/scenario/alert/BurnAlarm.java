package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules;
import io.orderstorm.scenario.model.AlertRules.Burn;
import io.orderstorm.scenario.model.AlertRules.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * An alert on an error budget for those who are told of one severity: raised while, for one of
 * their pairs of windows, the budget burns too fast in both. A page is over when nothing is left
 * that is worth getting up for, though the ticket stays open.
 */
final class BurnAlarm {

  private final AlertRules rules;
  private final List<Burn> burns;
  private final Alarm alarm;
  private final Budget budget;
  private final ToDoubleFunction<Duration> least;

  /**
   * @param name of the page; that of the ticket follows from it
   * @param least what there is at least taken to have been in a window of the run
   */
  BurnAlarm(
      AlertRules rules,
      Severity severity,
      String name,
      String stage,
      double objective,
      ToDoubleFunction<Duration> least) {
    this.rules = rules;
    this.burns = rules.burns(severity);
    this.alarm = new Alarm(AlertNames.of(name, severity), stage);
    this.least = least;
    long longest =
        burns.stream()
            .mapToLong(burn -> rules.inRun(burn.longWindow()).toNanos())
            .max()
            .orElseThrow();
    this.budget = new Budget(objective, longest);
  }

  /**
   * Takes in what came since the last look.
   *
   * @param what is wrong if the alert is raised now, in words
   */
  Optional<Change> spend(long nanos, double bad, double all, String what) {
    budget.spend(nanos, bad, all);
    Optional<Alarm.Cause> cause =
        burns.stream().filter(this::burns).findFirst().map(burn -> cause(burn, what));
    return alarm.update(cause, figures(burns.get(0)));
  }

  private boolean burns(Burn burn) {
    return burned(burn.longWindow()) > burn.rate() && burned(burn.shortWindow()) > burn.rate();
  }

  private double burned(Duration production) {
    Duration window = rules.inRun(production);
    return budget.burn(window.toNanos(), least.applyAsDouble(window));
  }

  private Alarm.Cause cause(Burn burn, String what) {
    return new Alarm.Cause(
        burn.severity(),
        String.format(
            Locale.ROOT,
            "%s; the budget burns %.1f times too fast over %.1f s and %.1f times over %.1f s, limit"
                + " %.1f",
            what,
            burned(burn.longWindow()),
            seconds(burn.longWindow()),
            burned(burn.shortWindow()),
            seconds(burn.shortWindow()),
            burn.rate()),
        figures(burn));
  }

  private double seconds(Duration production) {
    return rules.inRun(production).toNanos() / 1e9;
  }

  private Map<String, Object> figures(Burn burn) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("burnLong", burned(burn.longWindow()));
    figures.put("longSeconds", seconds(burn.longWindow()));
    figures.put("burnShort", burned(burn.shortWindow()));
    figures.put("shortSeconds", seconds(burn.shortWindow()));
    figures.put("limit", burn.rate());
    return figures;
  }
}
