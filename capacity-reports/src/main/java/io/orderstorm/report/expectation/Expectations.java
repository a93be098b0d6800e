package io.orderstorm.report.expectation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run is judged by.
 *
 * @param quiet the longest wait for the pipeline to become quiet after the load
 * @param faults every fault of the scenario, so that one that never came is noticed
 * @param ceiling the rate that this machine was measured to carry, null if it was not measured
 * @param canary the next version of a handler that is brought in, and what has to become of it;
 *     null for none
 */
public record Expectations(
    RunIdentity run,
    Topology pipeline,
    LoadShape load,
    Duration quiet,
    Objectives objectives,
    List<ExpectedFault> faults,
    ValidityLimits limits,
    @Nullable Ceiling ceiling,
    @Nullable ExpectedCanary canary) {

  /** Expectations without a candidate. */
  public Expectations(
      RunIdentity run,
      Topology pipeline,
      LoadShape load,
      Duration quiet,
      Objectives objectives,
      List<ExpectedFault> faults,
      ValidityLimits limits,
      @Nullable Ceiling ceiling) {
    this(run, pipeline, load, quiet, objectives, faults, limits, ceiling, null);
  }

  public Expectations {
    faults = List.copyOf(faults);
    Set<String> names = new HashSet<>();
    for (ExpectedFault fault : faults) {
      if (!names.add(fault.name())) {
        throw new IllegalArgumentException("two faults are named '" + fault.name() + "'");
      }
    }
    requireKnownStages(pipeline, objectives);
  }

  /** The same with a candidate. */
  public Expectations with(ExpectedCanary other) {
    return new Expectations(run, pipeline, load, quiet, objectives, faults, limits, ceiling, other);
  }

  /** The same with no more than the first part of the load. */
  public Expectations offering(Duration lasting) {
    return new Expectations(
        run, pipeline, load.until(lasting), quiet, objectives, faults, limits, ceiling, canary);
  }

  /** Expectations with the limits that follow from the objectives, and no measured ceiling. */
  public static Expectations of(
      RunIdentity run,
      Topology pipeline,
      LoadShape load,
      Duration quiet,
      Objectives objectives,
      List<ExpectedFault> faults) {
    ValidityLimits limits = ValidityLimits.forObjectives(objectives);
    return new Expectations(run, pipeline, load, quiet, objectives, faults, limits, null);
  }

  private static void requireKnownStages(Topology pipeline, Objectives objectives) {
    Set<String> known = new HashSet<>(pipeline.stageNames());
    known.add(Topology.END_TO_END);
    objectives.recovery().forEach(r -> requireKnown(known, r.stage()));
    objectives.latency().forEach(l -> requireKnown(known, l.stage()));
    objectives.lag().forEach(l -> requireKnown(known, l.group()));
  }

  private static void requireKnown(Set<String> known, String stage) {
    if (!known.contains(stage)) {
      throw new IllegalArgumentException(
          "an objective is on stage '" + stage + "', known are " + known);
    }
  }
}
