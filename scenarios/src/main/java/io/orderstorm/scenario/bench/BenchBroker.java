package io.orderstorm.scenario.bench;

import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.process.Compilation;
import java.nio.file.Path;
import java.util.List;

/** The one broker that producers are measured against. */
final class BenchBroker implements AutoCloseable {

  private final EmbeddedCluster cluster;

  private BenchBroker(EmbeddedCluster cluster) {
    this.cluster = cluster;
  }

  static BenchBroker start(Path folder) {
    return new BenchBroker(
        EmbeddedCluster.start(
            ClusterLayout.plan(1, List.of("producer")),
            ClusterSettings.in(
                folder.resolve("brokers"),
                folder.resolve("logs"),
                FailureDetection.DEFAULT,
                Compilation.QUICK)));
  }

  /** For whoever is not measured. */
  String servers() {
    return servers(ClusterLayout.DIRECT);
  }

  String servers(String role) {
    return cluster.bootstrapServers(role);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
