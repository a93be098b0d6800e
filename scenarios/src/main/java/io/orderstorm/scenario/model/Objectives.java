package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold for the run to pass.
 *
 * @param recovery by stage
 * @param lag by consumer group
 * @param strictCorrectness no lost write, duplicate effect, impossible transition or parity
 *     mismatch
 * @param exactDeadLetters exactly the poison is in the dead-letter queues
 * @param alerting which alerts the faults have to raise
 * @param canary what has to become of the candidate; empty if that is not asked
 */
public record Objectives(
    Map<String, Recovery> recovery,
    List<Latency> latency,
    Map<String, Lag> lag,
    boolean strictCorrectness,
    boolean exactDeadLetters,
    Map<String, Scaling> scaling,
    Alerting alerting,
    Optional<CanaryGoal> canary) {

  public Objectives {
    // in the file's order: a report made again must list them alike
    recovery = Collections.unmodifiableMap(new LinkedHashMap<>(recovery));
    latency = List.copyOf(latency);
    lag = Collections.unmodifiableMap(new LinkedHashMap<>(lag));
    scaling = Collections.unmodifiableMap(new LinkedHashMap<>(scaling));
  }

  /**
   * What has to become of a candidate.
   *
   * @param promoted whether it has to be promoted, or else rolled back
   * @param before the share of the keys that it may never have had when it is rolled back, from 0
   *     to 1
   */
  public record CanaryGoal(boolean promoted, double before) {}

  /** How soon a stage must be back, and how many orders it may lose. */
  public record Recovery(Duration rto, long rpoOrders) {}

  /**
   * A percentile of a stage's latency.
   *
   * @param stage a stage, {@code ingestion} or {@code end-to-end}
   * @param percentile for example 99 or 99.9
   * @param outsideFaults whether the windows of link, process and downstream faults are left out
   */
  public record Latency(String stage, double percentile, Duration below, boolean outsideFaults) {}

  /**
   * How a stage's consumers are scaled.
   *
   * @param reaction from the lag's passing of the threshold to an added consumer's first partition
   * @param overshoot consumers that may be added while the backlog falls already
   * @param oscillations how often consumers may be added after some were taken away
   */
  public record Scaling(
      Optional<Duration> reaction, Optional<Integer> overshoot, Optional<Integer> oscillations) {}

  /**
   * What the pipeline's own alerts must do.
   *
   * @param falseAlarms how many may be raised while no fault is felt; empty if that is not asked
   */
  public record Alerting(List<ExpectedAlert> expected, Optional<Integer> falseAlarms) {
    public Alerting {
      expected = List.copyOf(expected);
    }

    /** Nothing is asked of alerts. */
    public static final Alerting UNASKED = new Alerting(List.of(), Optional.empty());
  }

  /**
   * An alert that a fault has to raise.
   *
   * @param within of the injection
   * @param clearsWithin of the fault's end; empty if that is not asked
   */
  public record ExpectedAlert(
      String name, String fault, Duration within, Optional<Duration> clearsWithin) {}

  /**
   * A consumer group's backlog.
   *
   * @param below in records
   * @param recoversWithin after a fault was reverted
   */
  public record Lag(long below, Duration recoversWithin) {}
}
