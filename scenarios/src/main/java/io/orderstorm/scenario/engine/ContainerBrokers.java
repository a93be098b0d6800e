package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.containers.ContainerGround;
import io.orderstorm.scenario.external.LiveCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.client.ClusterAccess;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Brokers in containers, with a listener and a link for each client role. */
final class ContainerBrokers implements Brokers {

  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

  private final Environment.Run run;
  private final ContainerGround ground;
  private final LiveCluster cluster;
  private final ContainerProcesses processes;
  private final Set<String> reportedDead = ConcurrentHashMap.newKeySet();
  private long checkedNanos = System.nanoTime();

  private ContainerBrokers(Environment.Run run, ContainerGround ground) {
    this.run = run;
    this.ground = ground;
    this.cluster = new LiveCluster(direct());
    this.processes = new ContainerProcesses(ground.control(), ground.brokerNames(), cluster);
  }

  /**
   * Opens the links, starts the brokers and makes the topics.
   *
   * @throws HarnessException if that fails; the containers end with the links
   */
  static ContainerBrokers start(Environment.Run run, ContainerGround ground, Links links) {
    for (String broker : ground.brokerNames()) {
      ground.roles().forEach(role -> links.between(role, broker, ground.listener(role, broker)));
    }
    ground.startBrokers(
        run.scenario().pipeline().fastFailureDetection()
            ? FailureDetection.FAST
            : FailureDetection.DEFAULT);
    var brokers = new ContainerBrokers(run, ground);
    try {
      PipelineParts.createTopics(run.scenario(), brokers.direct());
      return brokers;
    } catch (RuntimeException e) {
      brokers.close();
      throw e;
    }
  }

  @Override
  public ClusterAccess direct() {
    return of(ContainerGround.direct());
  }

  @Override
  public ClusterAccess of(String role) {
    return ClusterAccess.plain(ground.bootstrapServers(role));
  }

  @Override
  public ProcessPort targets() {
    return processes;
  }

  /** Brokers' own ports are on the containers' network, where no client of ours is. */
  @Override
  public Set<Integer> behindLinksOf(String role) {
    return Set.of();
  }

  /** Each look is a request to the engine, so that not every call looks. */
  @Override
  public void check() {
    if (System.nanoTime() - checkedNanos < BETWEEN_CHECKS.toNanos()) {
      return;
    }
    checkedNanos = System.nanoTime();
    for (String broker : ground.brokerNames()) {
      if (!processes.isMeantToBeAway(broker)
          && !processes.runs(broker)
          && reportedDead.add(broker)) {
        run.log().note(RunEvent.PROCESS_DIED, Map.of("process", broker, "planned", false));
        run.died().accept("the container of " + broker + " ended");
      }
    }
  }

  /** The containers end with the links. */
  @Override
  public void close() {
    cluster.close();
  }
}
