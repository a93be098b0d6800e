package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.scenario.containers.ContainerControl;
import io.orderstorm.scenario.external.FoundCluster;
import io.orderstorm.scenario.external.LiveCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Brokers in containers as targets of process faults. Knows which deaths were meant. */
final class ContainerProcesses implements ProcessPort {

  private static final Duration BACK_WITHIN = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(250);

  private final ContainerControl control;
  private final List<String> names;
  private final LiveCluster cluster;
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  ContainerProcesses(ContainerControl control, List<String> names, LiveCluster cluster) {
    this.control = control;
    this.names = List.copyOf(names);
    this.cluster = cluster;
  }

  boolean isMeantToBeAway(String broker) {
    return away.contains(broker);
  }

  boolean runs(String broker) {
    return control.runs(broker);
  }

  /** Its processes are the engine's, not this machine's. */
  @Override
  public Optional<ProcessHandle> handle(String process) {
    return Optional.empty();
  }

  @Override
  public Effect kill(String process) {
    away.add(process);
    control.kill(process);
    return new Effect(!control.runs(process), "container of " + process + " killed");
  }

  @Override
  public Effect stop(String process) {
    away.add(process);
    control.stop(process);
    return new Effect(!control.runs(process), "container of " + process + " stopped");
  }

  @Override
  public Effect pause(String process) {
    away.add(process);
    control.pause(process);
    return new Effect(!control.runs(process), "container of " + process + " paused");
  }

  @Override
  public Effect resume(String process) {
    control.unpause(process);
    away.remove(process);
    return Effect.seen("container of " + process + " goes on");
  }

  @Override
  public Effect start(String process) throws InterruptedException {
    if (control.runs(process)) {
      return Effect.seen("container of " + process + " runs");
    }
    long began = System.nanoTime();
    control.start(process);
    boolean back = awaitInSync(process, began + BACK_WITHIN.toNanos());
    if (back) {
      away.remove(process);
    }
    String seconds = String.format("%.1f s", (System.nanoTime() - began) / 1e9);
    return new Effect(
        back,
        "container of "
            + process
            + (back
                ? " back with every replica in sync after "
                : " started, but its replicas are not in sync after ")
            + seconds);
  }

  private boolean awaitInSync(String broker, long untilNanos) throws InterruptedException {
    while (System.nanoTime() - untilNanos < 0) {
      if (cluster.hasInSync(broker)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
    return false;
  }

  @Override
  public List<String> resolve(Target target) {
    return target.match(new Resolution());
  }

  private final class Resolution implements Target.Cases<List<String>> {
    @Override
    public List<String> named(Target.Named target) {
      throw new IllegalArgumentException("no process " + target.name());
    }

    @Override
    public List<String> allBrokers(Target.AllBrokers target) {
      return names;
    }

    @Override
    public List<String> broker(Target.Broker target) {
      return names.stream().filter(target.text()::equals).toList();
    }

    @Override
    public List<String> leader(Target.Leader target) {
      return name(cluster.leader(target.topic(), target.partition()));
    }

    @Override
    public List<String> controller(Target.Controller target) {
      return List.of(cluster.controller());
    }

    @Override
    public List<String> consumer(Target.Consumer target) {
      throw new IllegalArgumentException(target.text() + " is no broker");
    }

    private List<String> name(FoundCluster.Broker broker) {
      return List.of(broker.name());
    }
  }
}
