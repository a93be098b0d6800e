package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.file.ReplayPolicyFile;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where plans, audit and policy are, and the cluster. */
final class DeskOptions {

  private static final String NO_TOPIC = "none";

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "replays",
      description = "Where plans and the audit log are. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("replays");

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "What replays are allowed: limits, who approves, for how long. Default: policy.yaml in"
              + " the folder, if there is one.")
  private @Nullable Path policy;

  @Option(
      names = "--audit-topic",
      paramLabel = "TOPIC",
      defaultValue = "orderstorm.replay-audit",
      description =
          "Gets a copy of each audit line, where the cluster allows it; 'none' for the file"
              + " alone. Default: ${DEFAULT-VALUE}.")
  private String auditTopic = NO_TOPIC;

  ReplayFolder folder() {
    return new ReplayFolder(folder);
  }

  ClusterOptions cluster() {
    return cluster;
  }

  Policy policy() {
    Path usual = folder.resolve("policy.yaml");
    if (policy != null) {
      return ReplayPolicyFile.read(policy);
    }
    return Files.exists(usual) ? ReplayPolicyFile.read(usual) : Policy.USUAL;
  }

  /** Opens the cluster, if one is named, and the audit log. */
  Desk open() {
    return cluster.isNamed()
        ? Desk.at(
            cluster.access(), folder(), policy(), auditTopic.equals(NO_TOPIC) ? "" : auditTopic)
        : Desk.without(folder(), policy());
  }

  /** Opens the cluster, which must be named. */
  Desk openCluster() {
    cluster.access();
    return open();
  }

  String auditTopic() {
    return auditTopic;
  }
}
