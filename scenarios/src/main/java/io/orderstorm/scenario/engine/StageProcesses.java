package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.scenario.model.Placement;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The processes that host stages, and those with a stage of their own as targets of faults. */
final class StageProcesses implements ProcessPort, AutoCloseable {

  private final Placement placement;
  private final Function<StageName, GroupPlace> places;
  private final Map<String, StageProcess> processes = new LinkedHashMap<>();

  private StageProcesses(Placement placement, Function<StageName, GroupPlace> places) {
    this.placement = placement;
    this.places = places;
  }

  /**
   * Starts all of them; nothing is left running if one does not start.
   *
   * @param places of the stages' groups in their topics
   */
  static StageProcesses start(
      Placement placement,
      Function<Placement.Host, StageProcess> start,
      Function<StageName, GroupPlace> places) {
    var all = new StageProcesses(placement, places);
    try {
      for (Placement.Host host : placement.hosts()) {
        all.processes.put(host.name(), start.apply(host));
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /** How often crash poison has ended one of them. */
  long crashes() {
    return processes.values().stream().mapToLong(StageProcess::crashes).sum();
  }

  void awaitReady() {
    processes.values().forEach(StageProcess::awaitReady);
  }

  /** The ids of the processes that host consumers of a stage now. */
  Set<Long> pidsOf(String stage) {
    return placement.hosts().stream()
        .filter(host -> host.members().containsKey(stage))
        .map(host -> of(host.name()).pid())
        .collect(Collectors.toSet());
  }

  /** Has a stage's consumers become so many; those that are added run beside its retries. */
  void scale(Stage stage, int consumers) {
    placement.hosts().stream()
        .filter(host -> host.membersOf(stage).contains(stage.consumers()))
        .forEach(host -> of(host.name()).tell("scale " + stage.name() + " " + consumers));
  }

  /** Has a stage's deliveries wait so long for others, wherever it runs. */
  void gather(Stage stage, Duration wait) {
    placement.hosts().stream()
        .filter(host -> !host.membersOf(stage).isEmpty())
        .forEach(host -> of(host.name()).tell("gather " + stage.name() + " " + wait.toMillis()));
  }

  /** Has a stage's candidate take a share of the keys, wherever the stage runs. */
  void canary(Stage stage, double share) {
    placement.hosts().stream()
        .filter(host -> !host.membersOf(stage).isEmpty())
        .forEach(host -> of(host.name()).tell("canary " + stage.name() + " " + share));
  }

  /** Has a stage's candidate decide beside the stable version; it runs beside its retries. */
  void shadow(Stage stage, boolean on) {
    placement.hosts().stream()
        .filter(host -> host.membersOf(stage).contains(stage.consumers()))
        .forEach(
            host -> of(host.name()).tell("shadow " + stage.name() + " " + (on ? "on" : "off")));
  }

  boolean has(String process) {
    return processes.containsKey(process);
  }

  @Override
  public List<String> resolve(Target target) {
    if (target instanceof Target.Consumer consumer) {
      return placement.named(consumer);
    }
    throw new IllegalArgumentException(target.text() + " means no consumers");
  }

  @Override
  public Optional<ProcessHandle> handle(String process) {
    return ProcessHandle.of(of(process).pid());
  }

  @Override
  public Effect kill(String process) {
    return of(process).kill();
  }

  @Override
  public Effect stop(String process) {
    return of(process).stop();
  }

  @Override
  public Effect pause(String process) {
    return of(process).pause();
  }

  @Override
  public Effect resume(String process) {
    return of(process).resume();
  }

  @Override
  public Effect loseOffsets(String process) throws Exception {
    long records = 0;
    for (String stage : placement.host(process).members().keySet()) {
      records += places.apply(StageName.valueOf(stage.toUpperCase(Locale.ROOT))).lose();
    }
    String evidence = String.format("%,d records were passed over", records);
    return records > 0 ? Effect.seen(evidence) : Effect.missing(evidence);
  }

  @Override
  public Effect start(String process) {
    return of(process).startAgain();
  }

  private StageProcess of(String process) {
    StageProcess found = processes.get(process);
    if (found == null) {
      throw new IllegalArgumentException("no process " + process);
    }
    return found;
  }

  @Override
  public void close() {
    var all = new ArrayList<>(processes.values());
    all.forEach(StageProcess::askToStop);
    all.forEach(StageProcess::close);
  }
}
