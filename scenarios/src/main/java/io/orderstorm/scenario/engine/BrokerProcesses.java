package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.scenario.watch.ProcessSamples;
import io.orderstorm.simulator.broker.EmbeddedBroker;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The brokers as targets of process faults. Knows which deaths were meant. */
final class BrokerProcesses implements ProcessPort {

  /** Longer than any restart that was seen: 24 s on a busy machine. */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(90);

  /** An idle quorum writes twice a second, and a broker that fell silent is fenced after 9 s. */
  private static final Duration SUFFERS_WITHIN = Duration.ofSeconds(20);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  private final EmbeddedCluster cluster;
  private final ProcessSamples samples;
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  BrokerProcesses(EmbeddedCluster cluster, ProcessSamples samples) {
    this.cluster = cluster;
    this.samples = samples;
  }

  /** Whether a fault has taken this broker away and not yet brought it back. */
  boolean isMeantToBeAway(String broker) {
    return away.contains(broker);
  }

  @Override
  public List<String> resolve(Target target) {
    return target.match(new Resolution());
  }

  @Override
  public Effect kill(String process) {
    EmbeddedBroker broker = broker(process);
    away.add(process);
    long pid = broker.pid();
    broker.kill();
    return new Effect(!broker.isAlive(), process + " (pid " + pid + ") killed, no longer alive");
  }

  @Override
  public Effect stop(String process) {
    EmbeddedBroker broker = broker(process);
    away.add(process);
    long pid = broker.pid();
    broker.stop();
    boolean ended = broker.process().awaitEnd(STOP_WITHIN);
    return new Effect(
        ended, process + " (pid " + pid + ") " + (ended ? "stopped" : "did not stop within 15 s"));
  }

  @Override
  public Effect pause(String process) {
    EmbeddedBroker broker = broker(process);
    away.add(process);
    broker.pause();
    return Effect.seen(process + " (pid " + broker.pid() + ") frozen by SIGSTOP");
  }

  @Override
  public Effect resume(String process) {
    broker(process).resume();
    away.remove(process);
    return Effect.seen(process + " goes on");
  }

  @Override
  public Effect fillDisk(String process) {
    EmbeddedBroker broker = broker(process);
    away.add(process);
    long pid = broker.pid();
    broker.fillDisk();
    boolean suffers = cluster.health().awaitLoss(broker, SUFFERS_WITHIN);
    String how = broker.isAlive() ? " no longer serves" : " ended itself";
    return new Effect(
        suffers,
        process
            + " (pid "
            + pid
            + ") can write to no file and "
            + (suffers ? how.strip() : "serves all the same"));
  }

  @Override
  public Effect freeDisk(String process) {
    EmbeddedBroker broker = broker(process);
    if (broker.isAlive()) {
      broker.freeDisk();
      if (!stop(process).effective()) {
        broker.kill(); // it may wait for ever for a log directory that it has given up
      }
    }
    return start(process);
  }

  @Override
  public Effect start(String process) {
    EmbeddedBroker broker = broker(process);
    if (broker.isAlive()) {
      return Effect.seen(process + " runs");
    }
    long began = System.nanoTime();
    broker.start();
    samples.follow(process, broker.pid());
    boolean back = cluster.health().awaitFullStrengthBut(othersAway(process), BACK_WITHIN);
    if (back) {
      away.remove(process);
    }
    String seconds = String.format("%.1f s", (System.nanoTime() - began) / 1e9);
    return new Effect(
        back,
        back
            ? process
                + " (pid "
                + broker.pid()
                + ") back with every replica in sync after "
                + seconds
            : process
                + " not back in sync after "
                + seconds
                + "; its log is "
                + broker.process().log());
  }

  /** A broker is back when it is in sync, whether or not others are still kept away. */
  private Set<Integer> othersAway(String process) {
    return cluster.brokers().stream()
        .filter(broker -> !broker.name().equals(process))
        .filter(broker -> isMeantToBeAway(broker.name()))
        .map(EmbeddedBroker::id)
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<ProcessHandle> handle(String process) {
    return ProcessHandle.of(broker(process).pid());
  }

  private EmbeddedBroker broker(String name) {
    return cluster.brokers().stream()
        .filter(broker -> broker.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no process " + name));
  }

  private final class Resolution implements Target.Cases<List<String>> {

    @Override
    public List<String> named(Target.Named target) {
      throw new IllegalArgumentException("no process " + target.name());
    }

    @Override
    public List<String> allBrokers(Target.AllBrokers target) {
      return cluster.brokers().stream().map(EmbeddedBroker::name).toList();
    }

    @Override
    public List<String> broker(Target.Broker target) {
      return List.of(cluster.broker(target.id()).name());
    }

    @Override
    public List<String> leader(Target.Leader target) {
      return List.of(
          cluster.health().leader(new TopicPartition(target.topic(), target.partition())).name());
    }

    @Override
    public List<String> controller(Target.Controller target) {
      return List.of(cluster.health().controller().name());
    }

    @Override
    public List<String> consumer(Target.Consumer target) {
      throw new IllegalArgumentException(target.text() + " is no broker");
    }
  }
}
