package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.AlertRules;
import io.orderstorm.scenario.model.AlertRules.Burn;
import io.orderstorm.scenario.model.AlertRules.Severity;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code alerts}; what is left out has the workbook's values. */
final class AlertReader {

  /** A window holds two looks at the pipeline at least. */
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

  private static final double USUAL_OBJECTIVE = 0.99;
  private static final int USUAL_BOUND = 1_000;
  private static final int MOST_COMPRESSED = 10_000;

  /** The recommended parameters of the Site Reliability Workbook, chapter "Alerting on SLOs". */
  private static final List<Burn> WORKBOOK =
      List.of(
          new Burn(14.4, Duration.ofHours(1), Duration.ofMinutes(5), Severity.PAGE),
          new Burn(6, Duration.ofHours(6), Duration.ofMinutes(30), Severity.PAGE),
          new Burn(1, Duration.ofDays(3), Duration.ofHours(6), Severity.TICKET));

  private AlertReader() {}

  static AlertRules read(Section root, PipelineSpec pipeline, Objectives objectives) {
    Section alerts = root.section("alerts").orElseGet(() -> Section.empty(root.position()));
    double compress =
        alerts.optional("compress", 240, Quantity.whole(1, MOST_COMPRESSED)).doubleValue();
    List<Burn> burns = burns(alerts);
    Section lag = alerts.section("lag").orElseGet(() -> Section.empty(alerts.position()));
    double lagObjective = objective(lag, burns);
    var bounds = bounds(lag, pipeline, objectives);
    Section calls = alerts.section("downstream").orElseGet(() -> Section.empty(lag.position()));
    var downstream =
        new AlertRules.Downstream(
            objective(calls, burns),
            calls.optional("least-calls", 20, Quantity.whole(1, 1_000_000)));
    calls.end();
    Section replay = alerts.section("replay").orElseGet(() -> Section.empty(lag.position()));
    var overload = new AlertRules.Replay(objective(replay, burns));
    replay.end();
    var rules =
        new AlertRules(
            compress,
            burns,
            new AlertRules.Lag(lagObjective, bounds),
            deadLetters(alerts),
            downstream,
            overload);
    refuseShortWindows(rules, alerts);
    alerts.end();
    return rules;
  }

  private static List<Burn> burns(Section alerts) {
    if (!alerts.has("windows")) {
      return WORKBOOK;
    }
    var burns = new ArrayList<Burn>();
    for (Position element : alerts.list("windows")) {
      Section pair = Section.of(element);
      var burn =
          new Burn(
              pair.required("burn", Quantity::factor),
              pair.required("long", Quantity::span),
              pair.required("short", Quantity::span),
              pair.optional("severity", Severity.PAGE, Quantity.oneOf(Severity.class)));
      pair.end();
      if (burn.shortWindow().compareTo(burn.longWindow()) >= 0) {
        throw pair.position("short").refuse("must be shorter than the long window");
      }
      burns.add(burn);
    }
    if (burns.isEmpty()) {
      throw alerts.position("windows").refuse("needs at least one pair of windows");
    }
    return burns;
  }

  /** An objective whose whole budget can burn as fast as the windows ask. */
  private static double objective(Section section, List<Burn> burns) {
    double objective = section.optional("objective", USUAL_OBJECTIVE, Quantity::ratio);
    double fastest = burns.stream().mapToDouble(Burn::rate).max().orElseThrow();
    if (objective >= 1 || fastest * (1 - objective) >= 1) {
      throw section
          .position("objective")
          .refuse(
              String.format(
                  java.util.Locale.ROOT,
                  "must leave a budget, and one that can burn %.1f times too fast: from %.2f%% to"
                      + " below 100%%",
                  fastest,
                  100 * (1 - 1 / fastest)));
    }
    return objective;
  }

  private static Map<String, Long> bounds(
      Section lag, PipelineSpec pipeline, Objectives objectives) {
    long usual = lag.optional("below", USUAL_BOUND, Quantity.whole(1, 999_999_999));
    lag.end();
    var bounds = new HashMap<String, Long>();
    for (Stage stage : pipeline.stages()) {
      Objectives.Lag objective = objectives.lag().get(stage.name());
      bounds.put(stage.name(), objective == null ? usual : objective.below());
    }
    return bounds;
  }

  private static AlertRules.DeadLetters deadLetters(Section alerts) {
    Section section =
        alerts.section("dead-letters").orElseGet(() -> Section.empty(alerts.position()));
    var rule =
        new AlertRules.DeadLetters(
            section.optional("more-than", 5, Quantity.whole(0, 999_999_999)),
            section.optional("within", Duration.ofHours(1), Quantity::span),
            section.optional("older-than", Duration.ofHours(4), Quantity::span));
    section.end();
    return rule;
  }

  private static void refuseShortWindows(AlertRules rules, Section alerts) {
    for (Burn burn : rules.burns()) {
      Duration inRun = rules.inRun(burn.shortWindow());
      if (inRun.compareTo(SHORTEST_WINDOW) < 0) {
        throw alerts
            .position("compress")
            .refuse(
                "makes "
                    + inRun.toMillis()
                    + " ms of a window of "
                    + burn.shortWindow().toSeconds()
                    + " s; a window in a run lasts "
                    + SHORTEST_WINDOW.toMillis()
                    + " ms at least");
      }
    }
  }
}
