package io.orderstorm.scenario.replay;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.LetterFilter;
import io.orderstorm.simulator.deadletter.Triage;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.Redrive;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.audit.AuditCheck;
import io.orderstorm.simulator.replay.audit.AuditLog;
import io.orderstorm.simulator.replay.audit.AuditMirror;
import io.orderstorm.simulator.replay.audit.AuditTopic;
import io.orderstorm.simulator.replay.plan.Approval;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.Planner;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.StoreView;
import io.orderstorm.simulator.replay.redrive.DeadLetterReader;
import io.orderstorm.simulator.replay.redrive.RedriveRequests;
import io.orderstorm.simulator.replay.redrive.TriageDesk;
import io.orderstorm.simulator.replay.run.DryRun;
import io.orderstorm.simulator.replay.run.Gate;
import io.orderstorm.simulator.replay.run.ProgressListener;
import io.orderstorm.simulator.replay.run.ReplayRun;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who governs replays has at hand: plans, policy, the audit log, and perhaps a
 * cluster. For one thread.
 */
public final class Desk implements AutoCloseable {

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
  public static Desk at(
      ClusterAccess access, ReplayFolder folder, Policy policy, String auditTopic) {
    ClusterView cluster = ClusterView.of(access, CLIENT);
    AuditTopic topic = auditTopic.isEmpty() ? null : new AuditTopic(access, cluster, auditTopic);
    return new Desk(access, cluster, topic, folder, policy);
  }

  /** Without a cluster: what is done with files alone. */
  public static Desk without(ReplayFolder folder, Policy policy) {
    return new Desk(null, null, null, folder, policy);
  }

  /** Where the plans are. */
  public ReplayFolder folder() {
    return folder;
  }

  /** What replays are allowed here. */
  public Policy policy() {
    return policy;
  }

  /** The audit log of all plans. */
  public AuditLog audit() {
    return audit;
  }

  /** The topic that has a copy of the audit log; empty if none was named. */
  public Optional<AuditTopic> topic() {
    return Optional.ofNullable(topic);
  }

  /**
   * The cluster.
   *
   * @throws ReplayRefusedException if none was named
   */
  public ClusterView cluster() {
    if (cluster == null) {
      throw new ReplayRefusedException("--bootstrap-servers is needed");
    }
    return cluster;
  }

  /**
   * How to reach the cluster.
   *
   * @throws ReplayRefusedException if none was named
   */
  public ClusterAccess access() {
    if (access == null) {
      throw new ReplayRefusedException("--bootstrap-servers is needed");
    }
    return access;
  }

  /**
   * Makes and keeps a plan.
   *
   * @param store {@code null} if no store was named
   * @throws ReplayRefusedException if the request asks for what can't or must not be done
   */
  public Planned plan(ReplayRequest request, @Nullable StoreView store) {
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
  public record Planned(SealedPlan sealed, Path file) {}

  /**
   * Approves a plan as it stands.
   *
   * @throws ReplayRefusedException if that person may not, or the plan is over or beyond the policy
   */
  public Approval approve(SealedPlan plan, String by, String note) {
    return gate(plan).approve(policy, by, note, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Whether a plan may run, here and now. */
  public Gate gate(SealedPlan plan) {
    return new Gate(folder, plan, audit);
  }

  /** Does all but produce. */
  public DryRun.Difference look(SealedPlan plan) {
    gate(plan).requireUnchanged(cluster());
    return DryRun.of(plan, access(), cluster());
  }

  /**
   * Lets a plan through the gate; the run is yet to be started.
   *
   * @throws ReplayRefusedException if it is over, not approved, altered, or the cluster is not as
   *     it was
   */
  public ReplayRun admit(SealedPlan plan, ProgressListener listener) {
    return admit(plan, listener, null);
  }

  /**
   * As {@link #admit(SealedPlan, ProgressListener)}; the run asks the store what its stage did.
   *
   * @param store {@code null} if no store was named
   */
  public ReplayRun admit(SealedPlan plan, ProgressListener listener, @Nullable StoreView store) {
    Gate gate = gate(plan);
    gate.requireNotOver();
    gate.requireApproved(policy, Instant.now());
    gate.requireUnchanged(cluster());
    return new ReplayRun(access(), cluster(), folder, plan, audit, listener, store);
  }

  /** Looks at every line of the audit log, and at the topic's copy if there is one. */
  public AuditCheck checkAudit() {
    return topic == null
        ? AuditCheck.of(folder.audit())
        : AuditCheck.of(folder.audit(), topic.lines());
  }

  /**
   * The dead letters that are meant and open.
   *
   * @param topics empty for all whose names say that they hold dead letters
   * @throws ReplayRefusedException if there is no such topic
   */
  public OpenLetters letters(List<String> topics, LetterFilter wanted) {
    var reader = new DeadLetterReader(access(), cluster());
    List<String> names = topics.isEmpty() ? reader.usualTopics() : topics;
    Triage triage = reader.triage();
    List<DeadLetter> open =
        names.isEmpty()
            ? List.of()
            : reader.letters(names).stream()
                .filter(letter -> triage.of(letter).isEmpty())
                .filter(wanted::matches)
                .toList();
    return new OpenLetters(open, triage);
  }

  /**
   * Plans a redrive of open dead letters.
   *
   * @throws ReplayRefusedException if one of them was redriven too often, or can't be copied
   */
  public Planned redrive(
      OpenLetters letters,
      String owner,
      String intent,
      Target target,
      Ceiling ceiling,
      @Nullable Guard guard,
      Redrive redrive) {
    ReplayRequest request =
        RedriveRequests.of(
            letters.open(), letters.triage(), owner, intent, target, ceiling, guard, redrive);
    new TriageDesk(access(), cluster()).open();
    return plan(request, null);
  }

  /** Gives open dead letters up. */
  public void discard(List<DeadLetter> letters, String by, String reason) {
    // said first: what the log does not know must not have happened
    audit.append(
        "discarded",
        "",
        Map.of(
            "by",
            by,
            "reason",
            reason,
            "letters",
            letters.stream().map(DeadLetter::position).toList()));
    new TriageDesk(access(), cluster()).discard(letters, by, reason, Instant.now());
  }

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
