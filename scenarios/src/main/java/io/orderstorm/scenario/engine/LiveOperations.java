package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.FaultInjection;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Scaling;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.simulator.time.RunClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person on call sees and does in a run that is played now. */
final class LiveOperations implements Operations {

  private final PipelineSpec pipeline;
  private final RunClock clock;
  private final Environment environment;
  private final Watchman watchman;
  private final FaultInjection faults;
  private final Release release;
  private final RunLog log;

  /** The scenario's candidate, if it has one. */
  interface Release {
    /** Its stage while it has keys. */
    Set<String> stages();

    /** Has it taken back soon, if it was not decided on yet. */
    void takeBack(String reason);
  }

  LiveOperations(
      PipelineSpec pipeline,
      RunClock clock,
      Environment environment,
      Watchman watchman,
      FaultInjection faults,
      Release release,
      RunLog log) {
    this.pipeline = pipeline;
    this.clock = clock;
    this.environment = environment;
    this.watchman = watchman;
    this.faults = faults;
    this.release = release;
    this.log = log;
  }

  @Override
  public Set<String> alerts() {
    return watchman.alerts();
  }

  @Override
  public Map<String, Long> lag() {
    return watchman.lag();
  }

  @Override
  public Duration lagAge() {
    return watchman.lagAge();
  }

  @Override
  public Map<String, Long> openLetters() {
    return watchman.openLetters();
  }

  @Override
  public Set<String> faults() {
    return faults.standing().stream()
        .map(fault -> fault.name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public String bootstrapServers() {
    return environment.cluster().bootstrapServers();
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public Set<String> releases() {
    return release.stages();
  }

  @Override
  public OptionalLong began(Incident incident) {
    return incident.match(new Beginning());
  }

  private final class Beginning implements Incident.Cases<OptionalLong> {
    @Override
    public OptionalLong fault(Incident.OfFault incident) {
      return faults.outcomes().stream()
          .filter(outcome -> outcome.fault().name().equals(incident.name()))
          .map(outcome -> outcome.injectedNanos())
          .findFirst()
          .orElse(OptionalLong.empty());
    }

    @Override
    public OptionalLong release(Incident.OfRelease incident) {
      return log.first(RunEvent.CANARY);
    }

    @Override
    public OptionalLong replay(Incident.OfReplay incident) {
      return log.first(RunEvent.REPLAY_BEGAN);
    }
  }

  @Override
  public void takeBack() {
    if (release.stages().isEmpty()) {
      throw new IllegalArgumentException("no candidate has any keys");
    }
    release.takeBack("taken back by the on-call");
    note("the candidate was taken back");
  }

  @Override
  public void endFault(String fault) {
    if (!faults.end(fault)) {
      Set<String> standing = faults();
      throw new IllegalArgumentException(
          "no fault '"
              + fault
              + "' stands; "
              + (standing.isEmpty() ? "none does" : "there are " + String.join(", ", standing)));
    }
    note("fault " + fault + " ended");
  }

  @Override
  public void scale(String stage, int consumers) {
    Stage of =
        pipeline.stages().stream()
            .filter(one -> one.name().equals(stage))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no stage '"
                            + stage
                            + "'; there are "
                            + pipeline.stages().stream()
                                .map(Stage::name)
                                .collect(Collectors.joining(", "))));
    int most = of.scaling().map(Scaling::upTo).orElse(of.consumers());
    if (consumers < of.consumers() || consumers > most) {
      throw new IllegalArgumentException(
          stage + " can have from " + of.consumers() + " to " + most + " consumers");
    }
    environment.scale(of, consumers);
    note(stage + " scaled to " + consumers + " consumers");
  }

  private void note(String what) {
    log.note(RunEvent.OPERATED, Map.of("what", what));
  }
}
