package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules;
import io.orderstorm.scenario.model.AlertRules.Severity;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All alerts of a pipeline; takes in one look after the other and tells what changes. */
public final class Board {

  private static final Look.Calls NONE = new Look.Calls(0, 0);

  private final AlertRules rules;
  private final List<Watch> watches = new ArrayList<>();

  /** One rule for one stage. */
  private interface Watch {
    Optional<Change> look(Look before, Look now);
  }

  private Look before;

  /**
   * A board of alerts that are all off.
   *
   * @param first what was there at this look does not count as new
   */
  public Board(AlertRules rules, PipelineSpec pipeline, Look first) {
    this.rules = rules;
    this.before = first;
    for (Stage stage : pipeline.stages()) {
      for (Severity severity : rules.severities()) {
        watches.add(lag(stage.name(), severity));
        watches.add(overload(stage.name(), severity));
        watches.add(errors(stage, severity));
      }
      watches.add(growth(stage.name(), first));
      watches.add(age(stage.name()));
    }
  }

  /** Takes in a look; it must not be older than the one before it. */
  public List<Change> look(Look now) {
    var changes = new ArrayList<Change>();
    watches.forEach(watch -> watch.look(before, now).ifPresent(changes::add));
    before = now;
    return changes;
  }

  private static double seconds(Duration window) {
    return window.toNanos() / 1e9;
  }

  private static double elapsed(Look before, Look now) {
    return (now.nanos() - before.nanos()) / 1e9;
  }

  private long bound(String group) {
    return rules.lag().bounds().getOrDefault(group, Long.MAX_VALUE);
  }

  /** Time counts by the second; what was before the first look was good. */
  private Watch lag(String group, Severity severity) {
    long bound = bound(group);
    var burn =
        new BurnAlarm(
            rules, severity, AlertNames.lag(group), group, rules.lag().objective(), Board::seconds);
    return (before, now) -> {
      Long lag = now.lag().get(group);
      double asked = lag == null ? 0 : elapsed(before, now);
      double bad = lag != null && lag > bound ? asked : 0;
      return burn.spend(now.nanos(), bad, asked, lag + " records behind, bound " + bound);
    };
  }

  private Watch overload(String group, Severity severity) {
    long bound = bound(group);
    String name = AlertNames.replayOverload(group);
    var burn =
        new BurnAlarm(rules, severity, name, group, rules.replay().objective(), Board::seconds);
    return (before, now) -> {
      Long lag = now.lag().get(group);
      double asked = lag == null ? 0 : elapsed(before, now);
      boolean writes = now.replayed() > before.replayed();
      double bad = writes && lag != null && lag > bound ? asked : 0;
      String what = lag + " records behind, bound " + bound + ", while a replay writes";
      return burn.spend(now.nanos(), bad, asked, what);
    };
  }

  private Watch errors(Stage stage, Severity severity) {
    String service = stage.downstream().service();
    int least = rules.downstream().leastCalls();
    String name = AlertNames.errors(service);
    double objective = rules.downstream().objective();
    var burn = new BurnAlarm(rules, severity, name, stage.name(), objective, window -> least);
    return (before, now) -> {
      Look.Calls calls = now.calls().getOrDefault(stage.name(), NONE);
      Look.Calls earlier = before.calls().getOrDefault(stage.name(), NONE);
      double failed = (double) (calls.failed() - earlier.failed());
      double all = (double) (calls.all() - earlier.all());
      return burn.spend(now.nanos(), failed, all, "calls of " + service + " fail");
    };
  }

  private Watch growth(String group, Look first) {
    var growth =
        new LetterGrowth(
            new Alarm(AlertNames.deadLetters(group), group),
            rules.inRun(rules.deadLetters().within()),
            rules.deadLetters().moreThan(),
            first.nanos(),
            first.deadLetters().getOrDefault(group, 0L));
    return (before, now) -> growth.count(now.nanos(), now.deadLetters().getOrDefault(group, 0L));
  }

  private Watch age(String group) {
    var age =
        new LetterAge(
            new Alarm(AlertNames.deadLetterAge(group), group),
            rules.inRun(rules.deadLetters().olderThan()));
    return (before, now) ->
        age.oldest(now.nanos(), now.oldestLetter().getOrDefault(group, now.nanos()));
  }
}
