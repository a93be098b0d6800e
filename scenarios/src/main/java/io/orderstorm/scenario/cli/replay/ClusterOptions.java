package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.external.ClientProperties;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.client.PhysicalNames;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster, and how to get in. */
final class ClusterOptions {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      defaultValue = "${env:ORDERSTORM_BOOTSTRAP_SERVERS}",
      description = "The brokers. Default: what ORDERSTORM_BOOTSTRAP_SERVERS says.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Client properties (security, SASL, TLS) as Kafka's own tools take them.")
  private @Nullable Path commandConfig;

  /** Whether a cluster was named. */
  boolean isNamed() {
    return bootstrapServers != null;
  }

  /**
   * The cluster.
   *
   * @throws ReplayRefusedException if none was named
   */
  ClusterAccess access() {
    if (bootstrapServers == null || bootstrapServers.isBlank()) {
      throw new ReplayRefusedException("--bootstrap-servers is needed: HOST:PORT[,…]");
    }
    return new ClusterAccess(
        bootstrapServers,
        commandConfig == null ? Map.of() : ClientProperties.read(commandConfig),
        PhysicalNames.OWN);
  }
}
