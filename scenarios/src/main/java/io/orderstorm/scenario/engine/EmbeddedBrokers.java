package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.ClusterStartException;
import io.orderstorm.simulator.broker.EmbeddedBroker;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.client.ClusterAccess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brokers of our own, each a process, with a listener and a link for each client role. */
final class EmbeddedBrokers implements Brokers {

  private final Environment.Run run;
  private final EmbeddedCluster cluster;
  private final BrokerProcesses processes;
  private final Set<String> reportedDead = ConcurrentHashMap.newKeySet();

  private EmbeddedBrokers(Environment.Run run, EmbeddedCluster cluster) {
    this.run = run;
    this.cluster = cluster;
    this.processes = new BrokerProcesses(cluster, run.samples());
  }

  /**
   * Starts the brokers and makes the topics.
   *
   * @throws HarnessException if that fails; nothing is left running
   */
  static EmbeddedBrokers start(Environment.Run run, List<String> roles, Links links) {
    Scenario scenario = run.scenario();
    ClusterLayout layout =
        links.before(ClusterLayout.plan(scenario.pipeline().brokers(), roles), scenario.faults());
    EmbeddedCluster cluster;
    try {
      cluster = EmbeddedCluster.start(layout, settings(run));
    } catch (ClusterStartException e) {
      throw new HarnessException("the embedded brokers did not start: " + e.getMessage(), e);
    }
    var brokers = new EmbeddedBrokers(run, cluster);
    try {
      cluster.brokers().forEach(broker -> run.samples().follow(broker.name(), broker.pid()));
      PipelineParts.createTopics(scenario, brokers.direct());
      return brokers;
    } catch (IllegalStateException e) {
      brokers.close();
      throw new HarnessException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      brokers.close();
      throw e;
    }
  }

  private static ClusterSettings settings(Environment.Run run) {
    return ClusterSettings.in(
        run.workplace().path("brokers"),
        run.folder().logs(),
        run.scenario().pipeline().fastFailureDetection()
            ? FailureDetection.FAST
            : FailureDetection.DEFAULT,
        run.compilation());
  }

  @Override
  public ClusterAccess direct() {
    return of(ClusterLayout.DIRECT);
  }

  @Override
  public ClusterAccess of(String role) {
    return ClusterAccess.plain(cluster.bootstrapServers(role));
  }

  @Override
  public ProcessPort targets() {
    return processes;
  }

  /** Replicas have listeners of their own; what is behind a client's links no client may use. */
  @Override
  public Set<Integer> behindLinksOf(String role) {
    return cluster.layout().brokers().stream()
        .flatMap(
            seat ->
                seat.listeners().containsKey(role)
                    ? Stream.of(
                        seat.listener(role).port(),
                        seat.listener(ClusterLayout.DIRECT).port(),
                        seat.internal().port())
                    : Stream.of(seat.internal().port()))
        .collect(Collectors.toSet());
  }

  @Override
  public void check() {
    for (EmbeddedBroker broker : cluster.brokers()) {
      if (!broker.isAlive()
          && !processes.isMeantToBeAway(broker.name())
          && reportedDead.add(broker.name())) {
        run.log().note(RunEvent.PROCESS_DIED, Map.of("process", broker.name(), "planned", false));
        run.died().accept(broker.name() + " ended; its log is " + broker.process().log());
      }
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
