package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.scenario.external.FoundCluster;
import io.orderstorm.scenario.external.LiveCluster;
import io.orderstorm.scenario.hop.BrokerAddress;
import io.orderstorm.scenario.hop.KafkaHop;
import java.util.List;
import java.util.Optional;

/**
 * Brokers that belong to somebody else: faults may hit our own links to them, and nothing of them.
 * A scenario that asks for more is refused before anything starts; this is the lock behind that
 * door.
 */
final class ForeignProcesses implements ProcessPort {

  private final LiveCluster cluster;
  private final Optional<KafkaHop> hop;

  ForeignProcesses(LiveCluster cluster, Optional<KafkaHop> hop) {
    this.cluster = cluster;
    this.hop = hop;
  }

  private static IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(what + " belongs to the user, no fault may hit it");
  }

  /** The brokers at the far end of links, looked up now. */
  @Override
  public List<String> resolve(Target target) {
    if (hop.isEmpty()) {
      throw refusal(target.text());
    }
    return target.match(new Brokers()).stream().map(broker -> met(broker, hop.get())).toList();
  }

  /** A broker that no client has heard of yet gets its links first. */
  private static String met(FoundCluster.Broker broker, KafkaHop hop) {
    hop.meet(new BrokerAddress(broker.id(), broker.host(), broker.port()));
    return broker.name();
  }

  private final class Brokers implements Target.Cases<List<FoundCluster.Broker>> {
    @Override
    public List<FoundCluster.Broker> named(Target.Named target) {
      throw refusal(target.text());
    }

    @Override
    public List<FoundCluster.Broker> allBrokers(Target.AllBrokers target) {
      return cluster.brokers();
    }

    @Override
    public List<FoundCluster.Broker> broker(Target.Broker target) {
      return cluster.brokers().stream().filter(broker -> broker.id() == target.id()).toList();
    }

    @Override
    public List<FoundCluster.Broker> leader(Target.Leader target) {
      return List.of(cluster.leader(target.topic(), target.partition()));
    }

    @Override
    public List<FoundCluster.Broker> controller(Target.Controller target) {
      throw refusal(target.text());
    }

    @Override
    public List<FoundCluster.Broker> consumer(Target.Consumer target) {
      throw refusal(target.text());
    }
  }

  @Override
  public Optional<ProcessHandle> handle(String process) {
    return Optional.empty();
  }

  @Override
  public Effect kill(String process) {
    throw refusal(process);
  }

  @Override
  public Effect stop(String process) {
    throw refusal(process);
  }

  @Override
  public Effect pause(String process) {
    throw refusal(process);
  }

  @Override
  public Effect resume(String process) {
    throw refusal(process);
  }

  @Override
  public Effect start(String process) {
    throw refusal(process);
  }
}
