package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.alert.Board;
import io.orderstorm.scenario.alert.Change;
import io.orderstorm.scenario.alert.Look;
import io.orderstorm.scenario.model.AlertRules.Severity;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Counters;
import io.orderstorm.scenario.watch.Display;
import io.orderstorm.simulator.time.RunClock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline's alerts: what a team's monitoring would page for. An alert is noted when it begins
 * and when it ends. Thread-safe.
 */
final class Alerts {

  private final Scenario scenario;
  private final RunClock clock;
  private final RunLog log;
  private final Display display;
  private final Set<String> firing = new LinkedHashSet<>();
  private final Map<String, Look.Calls> calls = new HashMap<>();
  private @Nullable Board board;

  Alerts(Scenario scenario, RunClock clock, RunLog log, Display display) {
    this.scenario = scenario;
    this.clock = clock;
    this.log = log;
    this.display = display;
  }

  /** Calls of a stage's service have ended. */
  synchronized void called(String stage, long all, long failed) {
    calls.merge(stage, new Look.Calls(all, failed), (before, more) -> before.plus(all, failed));
  }

  /**
   * Takes in a look at the pipeline.
   *
   * @param lag by group; empty if the brokers do not tell it
   */
  synchronized void look(Map<String, Long> lag, Counters counters) {
    var look =
        new Look(
            clock.nanos(),
            lag,
            counters.letters().written(),
            counters.letters().oldest(),
            calls,
            counters.replayed());
    Board rules = board;
    if (rules == null) {
      board = new Board(scenario.alerts(), scenario.pipeline(), look);
    } else {
      rules.look(look).forEach(this::note);
    }
  }

  /** Says whether the condition of an alert without a budget holds now. */
  synchronized void update(String name, String stage, boolean fires, String detail) {
    if (fires != firing.contains(name)) {
      note(new Change(fires, name, stage, Severity.PAGE, detail, Map.of()));
    }
  }

  /** The alerts that are on, in the order in which they were raised. */
  synchronized Set<String> firing() {
    return new LinkedHashSet<>(firing);
  }

  private void note(Change change) {
    if (change.raised()) {
      firing.add(change.name());
      display.say("alert " + change.name() + ": " + change.detail());
    } else {
      firing.remove(change.name());
      display.say("alert " + change.name() + " is over");
    }
    var details = new LinkedHashMap<String, Object>();
    details.put("name", change.name());
    details.put("stage", change.stage());
    details.put("severity", change.severity().word());
    if (change.raised()) {
      details.put("detail", change.detail());
    }
    details.putAll(change.figures());
    log.note(change.raised() ? RunEvent.ALERT : RunEvent.ALERT_CLEARED, details);
  }
}
