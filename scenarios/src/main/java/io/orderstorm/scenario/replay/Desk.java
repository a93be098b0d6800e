package io.orderstorm.scenario.cli.replay;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.audit.AuditLog;
import io.orderstorm.simulator.replay.audit.AuditMirror;
import io.orderstorm.simulator.replay.audit.AuditTopic;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.Planner;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.StoreView;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command has at hand: plans, policy, the audit log, and perhaps a cluster. */
final class Desk implements AutoCloseable {

  private static final String CLIENT = "orderstorm-replay";

  private final @Nullable ClusterAccess access;
  private final @Nullable ClusterView cluster;
  private final @Nullable AuditTopic topic;
  private final ReplayFolder folder;
  private final Policy policy;
  private final AuditLog audit;

  private Desk(
      @Nullable ClusterAccess access,
      @Nullable ClusterView cluster,
      @Nullable AuditTopic topic,
      ReplayFolder folder,
      Policy policy) {
    this.access = access;
    this.cluster = cluster;
    this.topic = topic;
    this.folder = folder;
    this.policy = policy;
    AuditMirror mirror = topic == null ? AuditMirror.NONE : topic;
    this.audit = new AuditLog(folder.audit(), Clock.systemUTC(), mirror);
  }

  /**
   * With a cluster.
   *
   * @param auditTopic empty for none
   */
  static Desk at(ClusterAccess access, ReplayFolder folder, Policy policy, String auditTopic) {
    ClusterView cluster = ClusterView.of(access, CLIENT);
    AuditTopic topic = auditTopic.isEmpty() ? null : new AuditTopic(access, cluster, auditTopic);
    return new Desk(access, cluster, topic, folder, policy);
  }

  /** Without a cluster: what is done with files alone. */
  static Desk without(ReplayFolder folder, Policy policy) {
    return new Desk(null, null, null, folder, policy);
  }

  ReplayFolder folder() {
    return folder;
  }

  Policy policy() {
    return policy;
  }

  AuditLog audit() {
    return audit;
  }

  Optional<AuditTopic> topic() {
    return Optional.ofNullable(topic);
  }

  ClusterView cluster() {
    if (cluster == null) {
      throw new ReplayRefusedException("--bootstrap-servers is needed");
    }
    return cluster;
  }

  ClusterAccess access() {
    if (access == null) {
      throw new ReplayRefusedException("--bootstrap-servers is needed");
    }
    return access;
  }

  /**
   * Makes and keeps a plan.
   *
   * @param store {@code null} if no store was named
   */
  Planned plan(ReplayRequest request, @Nullable StoreView store) {
    SealedPlan sealed =
        new Planner(access(), cluster(), store).plan(request, policy, Instant.now());
    Path file = folder.write(sealed);
    audit.append(
        "requested",
        sealed.plan().id(),
        Map.of(
            "owner",
            request.owner(),
            "intent",
            request.intent(),
            "sha256",
            sealed.sha256(),
            "records",
            sealed.plan().blastRadius().records(),
            "bytes",
            sealed.plan().blastRadius().bytes()));
    return new Planned(sealed, file);
  }

  /** A plan and its file. */
  record Planned(SealedPlan sealed, Path file) {}

  @Override
  public void close() {
    if (topic != null) {
      topic.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }
}
