package io.orderstorm.report.capacity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a probe came to, computed from raw records.
 *
 * @param window which one
 * @param orders that were due in the judged part
 * @param offeredPerSecond those over its length
 * @param completedPerSecond orders whose last event was seen within it
 * @param stages ingestion, the stages in their order, and end-to-end
 * @param services what the downstream services did
 * @param topics what came to the topics' partitions, topics without a record left out; empty where
 *     that was not looked at
 * @param generator how late the generator was; null where that was not looked at
 * @param cores that all processes of the run used together; null without samples
 * @param coresOf each process
 * @param recovered what followed the outage of a probe with one; null for every other
 * @param objectives the scenario's objectives that a probe can be judged by
 * @param doubts why the measurement itself can't be trusted; empty if it can
 * @param replay what a governed replay did meanwhile; null if none ran
 */
public record ProbeFigures(
    ProbeWindow window,
    long orders,
    double offeredPerSecond,
    double completedPerSecond,
    List<StageFigures> stages,
    List<ServiceFigures> services,
    List<TopicFigures> topics,
    @Nullable GeneratorFigures generator,
    @Nullable Double cores,
    Map<String, Double> coresOf,
    @Nullable Recovered recovered,
    List<ObjectiveFigure> objectives,
    List<String> doubts,
    @Nullable ReplayFlow replay) {

  public ProbeFigures {
    stages = List.copyOf(stages);
    services = List.copyOf(services);
    topics = topics == null ? List.of() : List.copyOf(topics); // lines of older studies have none
    coresOf = new TreeMap<>(coresOf);
    objectives = List.copyOf(objectives);
    doubts = List.copyOf(doubts);
  }

  /** A probe beside which no replay ran. */
  public ProbeFigures(
      ProbeWindow window,
      long orders,
      double offeredPerSecond,
      double completedPerSecond,
      List<StageFigures> stages,
      List<ServiceFigures> services,
      List<TopicFigures> topics,
      @Nullable GeneratorFigures generator,
      @Nullable Double cores,
      Map<String, Double> coresOf,
      @Nullable Recovered recovered,
      List<ObjectiveFigure> objectives,
      List<String> doubts) {
    this(
        window,
        orders,
        offeredPerSecond,
        completedPerSecond,
        stages,
        services,
        topics,
        generator,
        cores,
        coresOf,
        recovered,
        objectives,
        doubts,
        null);
  }

  /**
   * The same with what a replay did meanwhile.
   *
   * @param further doubts, beside those that there are
   */
  public ProbeFigures beside(ReplayFlow flow, List<String> further) {
    return new ProbeFigures(
        window,
        orders,
        offeredPerSecond,
        completedPerSecond,
        stages,
        services,
        topics,
        generator,
        cores,
        coresOf,
        recovered,
        objectives,
        Stream.concat(doubts.stream(), further.stream()).toList(),
        flow);
  }

  /**
   * A stage in the judged part.
   *
   * @param arrivedPerSecond inputs
   * @param donePerSecond outcomes
   * @param p50Ms of the orders that were due in it, from their intended send time; null if fewer
   *     than half were ever through
   * @param p99Ms the same, unfinished orders counting as longer than any other
   * @param meanWaiting orders in the stage on average: Little's L
   * @param growth of the orders in it
   */
  public record StageFigures(
      String stage,
      double arrivedPerSecond,
      double donePerSecond,
      @Nullable Double p50Ms,
      @Nullable Double p99Ms,
      long unfinished,
      double meanWaiting,
      double mostWaiting,
      Slope growth) {}

  /**
   * A downstream service in the judged part, by its own log.
   *
   * @param callsPerSecond that it finished
   * @param busy calls that it worked on at a time, on average
   * @param meanMs that it worked on a call
   */
  public record ServiceFigures(
      String service, String stage, double callsPerSecond, double busy, double meanMs) {}

  /**
   * A topic in the judged part, by when its records were seen.
   *
   * @param busiest its partition that grew most
   * @param busiestPerSecond by how much that grew
   * @param highWaterPerSecond the most that any of its partitions took in for 5 s on end, by whole
   *     seconds; 0 if the judged part is shorter
   */
  public record TopicFigures(
      String topic,
      double recordsPerSecond,
      int busiest,
      double busiestPerSecond,
      double highWaterPerSecond) {}

  /**
   * The generator in the judged part.
   *
   * @param slipP99Ms how much later than intended {@code send()} was entered, 99th percentile,
   *     without what {@code send()} itself held up
   * @param slipLimitMs beyond it nothing that was measured counts
   */
  public record GeneratorFigures(double slipP99Ms, double slipLimitMs) {

    /** Whether it did not keep to its schedule. */
    public boolean late() {
      return slipP99Ms > slipLimitMs;
    }
  }

  /**
   * An objective of the scenario in the judged part.
   *
   * @param actual for a reader
   * @param met null if too few orders were due to tell
   */
  public record ObjectiveFigure(String name, String target, String actual, @Nullable Boolean met) {}

  /**
   * A stage's figures.
   *
   * @throws IllegalArgumentException if there is no such stage
   */
  public StageFigures stage(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no stage " + name));
  }

  /** A stage's figures; empty if there is no such stage. */
  public Optional<StageFigures> find(String name) {
    return stages.stream().filter(stage -> stage.stage().equals(name)).findFirst();
  }
}
