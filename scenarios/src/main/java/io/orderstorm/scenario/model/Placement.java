package io.orderstorm.scenario.model;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which process hosts which consumers: all of them one, except those that a process fault hits, and
 * those that crash poison will kill wherever its partition goes. They get a process of their own,
 * so that a fault that kills or freezes it touches nobody else. Decided here alone, from the
 * scenario's faults, so that every process of a run comes to the same answer.
 *
 * @param hosts processes with at least one consumer
 */
public record Placement(List<Host> hosts) {

  /** The process of all consumers that no process fault hits. */
  public static final String PIPELINE = "pipeline";

  private static final String READER_OF_POISON = "inventory";

  public Placement {
    hosts = List.copyOf(hosts);
  }

  /**
   * A process.
   *
   * @param members by stage, the numbers of the consumers that it hosts, counted from 0; the one
   *     for a stage's retry topics has the number of the stage's consumers
   * @param diesOfPoison whether crash poison is expected to end it; it is started again then
   */
  public record Host(String name, Map<String, Set<Integer>> members, boolean diesOfPoison) {

    /** A process that no record is expected to kill. */
    public Host(String name, Map<String, Set<Integer>> members) {
      this(name, members, false);
    }

    public Host {
      members =
          members.entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Map.Entry::getKey, stage -> Set.copyOf(stage.getValue())));
    }

    /** Whether every consumer of the stage runs here. */
    public boolean isWhole(Stage stage) {
      return membersOf(stage).equals(everyMember(stage));
    }

    /** The stage's consumers that run here; empty if there is none. */
    public Set<Integer> membersOf(Stage stage) {
      return members.getOrDefault(stage.name(), Set.of());
    }
  }

  /** Places a scenario's consumers. */
  public static Placement of(PipelineSpec pipeline, List<? extends Fault> faults) {
    var hosts = new LinkedHashMap<String, Map<String, Set<Integer>>>();
    Set<String> poisoned = new HashSet<>();
    for (Stage stage : pipeline.stages()) {
      Set<Target.Consumer> hit = hit(stage, faults);
      Set<Integer> rest = new TreeSet<>(everyMember(stage));
      for (Target.Consumer target : hit) {
        target
            .member()
            .ifPresent(
                number -> {
                  rest.remove(number);
                  hosts.put(
                      stage.name() + "-consumer-" + number, Map.of(stage.name(), Set.of(number)));
                });
      }
      boolean all = hit.stream().anyMatch(target -> target.member().isEmpty());
      if (meetsCrashPoison(stage, faults)) {
        poisoned.add(stage.name());
        all = true;
      }
      hosts
          .computeIfAbsent(
              all ? stage.name() + "-consumers" : PIPELINE, name -> new LinkedHashMap<>())
          .put(stage.name(), rest);
    }
    return new Placement(
        hosts.entrySet().stream()
            .map(host -> host(host.getKey(), host.getValue(), poisoned))
            .toList());
  }

  private static Host host(String name, Map<String, Set<Integer>> members, Set<String> poisoned) {
    return new Host(name, members, members.keySet().stream().anyMatch(poisoned::contains));
  }

  /** Poison is added to {@code orders}, which inventory reads. */
  private static boolean meetsCrashPoison(Stage stage, List<? extends Fault> faults) {
    return stage.name().equals(READER_OF_POISON)
        && faults.stream()
            .anyMatch(fault -> fault instanceof MessageFault message && message.crashes());
  }

  private static Set<Target.Consumer> hit(Stage stage, List<? extends Fault> faults) {
    return faults.stream()
        .filter(ProcessFault.class::isInstance)
        .map(fault -> ((ProcessFault) fault).target())
        .filter(Target.Consumer.class::isInstance)
        .map(Target.Consumer.class::cast)
        .filter(target -> target.stage().equals(stage.name()))
        .collect(Collectors.toSet());
  }

  private static Set<Integer> everyMember(Stage stage) {
    return IntStream.rangeClosed(0, stage.consumers()).boxed().collect(Collectors.toSet());
  }

  /**
   * A process by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Host host(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no process " + name));
  }

  private Optional<Host> find(String name) {
    return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
  }

  /** The processes that a fault on these consumers means. */
  public List<String> named(Target.Consumer target) {
    return hosts.stream()
        .filter(host -> host.members().containsKey(target.stage()))
        .filter(
            host ->
                target.member().isEmpty()
                    || Set.of(target.member().getAsInt())
                        .equals(host.members().get(target.stage())))
        .map(Host::name)
        .toList();
  }
}
