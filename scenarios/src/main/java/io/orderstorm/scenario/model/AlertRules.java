package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the pipeline's own monitoring would page for, in production's quantities.
 *
 * @param compress how much shorter the rules' windows are in a run: 240 makes 15 s of an hour
 * @param burns pairs of windows in which an error budget must not burn too fast, the gravest first
 */
public record AlertRules(
    double compress,
    List<Burn> burns,
    Lag lag,
    DeadLetters deadLetters,
    Downstream downstream,
    Replay replay) {

  public AlertRules {
    burns = List.copyOf(burns);
  }

  /**
   * Who is told: somebody who gets up, or a queue. The words are those of the Site Reliability
   * Workbook.
   */
  public enum Severity {
    PAGE,
    TICKET;

    /** As scenario files and rules files write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A pair of windows, of which both must burn for the alert: the long one says that it matters,
   * the short one that it still goes on. Method and defaults are those of "Alerting on SLOs" in
   * Google's Site Reliability Workbook, "Multiwindow, Multi-Burn-Rate Alerts".
   *
   * @param rate how many times faster than evenly over the objective's period the budget is spent
   */
  public record Burn(
      double rate, Duration longWindow, Duration shortWindow, AlertRules.Severity severity) {}

  /**
   * The lag of each consumer group is at or below its bound.
   *
   * @param objective share of the time, from 0 to 1
   * @param bounds in records, by group
   */
  public record Lag(double objective, Map<String, Long> bounds) {
    public Lag {
      bounds = Map.copyOf(bounds);
    }
  }

  /**
   * Dead letters of a group.
   *
   * @param moreThan how many may be added within a window
   * @param olderThan how long one may lie untouched
   */
  public record DeadLetters(long moreThan, Duration within, Duration olderThan) {}

  /**
   * A stage's calls of its service succeed.
   *
   * @param objective share of the calls, from 0 to 1
   * @param leastCalls a window with fewer calls is looked at as if the others had succeeded
   */
  public record Downstream(double objective, int leastCalls) {}

  /**
   * No group's lag is above its bound while a replay writes.
   *
   * @param objective share of the time, from 0 to 1
   */
  public record Replay(double objective) {}

  /** The pairs of windows that somebody is told of in this way, the gravest first. */
  public List<Burn> burns(Severity severity) {
    return burns.stream().filter(burn -> burn.severity() == severity).toList();
  }

  /** In which ways somebody is told of an error budget, the gravest first. */
  public List<Severity> severities() {
    return Stream.of(Severity.values()).filter(severity -> !burns(severity).isEmpty()).toList();
  }

  /** How long a span of production is in a run. */
  public Duration inRun(Duration production) {
    return Duration.ofNanos(Math.round(production.toNanos() / compress));
  }
}
