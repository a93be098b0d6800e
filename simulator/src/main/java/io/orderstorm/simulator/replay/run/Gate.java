package io.orderstorm.simulator.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.audit.AuditLog;
import io.orderstorm.simulator.replay.plan.Approval;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.Slice;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Asks whether a plan may run, here and now. */
public final class Gate {

  private final ReplayFolder folder;
  private final SealedPlan sealed;
  private final AuditLog audit;

  public Gate(ReplayFolder folder, SealedPlan sealed, AuditLog audit) {
    this.folder = folder;
    this.sealed = sealed;
    this.audit = audit;
  }

  /**
   * Records that somebody approves the plan.
   *
   * @throws ReplayRefusedException if that person may not, or the plan is beyond the policy
   */
  public Approval approve(Policy policy, String by, String note, Instant now) {
    ReplayPlan plan = sealed.plan();
    policy.requireWithin(plan);
    policy.requireMayApprove(by, plan);
    requireNotOver();
    var approval =
        new Approval(
            plan.id(), sealed.sha256(), by, note, now, now.plus(policy.approvalValidFor()));
    audit.append(
        "approved",
        plan.id(),
        Map.of(
            "by",
            by,
            "note",
            note,
            "sha256",
            sealed.sha256(),
            "expiresAt",
            approval.expiresAt().toString()));
    folder.write(approval);
    return approval;
  }

  /**
   * Refuses a plan without a sound approval.
   *
   * @throws ReplayRefusedException saying what is wrong with it
   */
  public void requireApproved(Policy policy, Instant now) {
    ReplayPlan plan = sealed.plan();
    policy.requireWithin(plan);
    Approval approval =
        folder
            .approval(plan.id())
            .orElseThrow(() -> refused("is not approved; orderstorm replay approve " + plan.id()));
    if (!approval.sha256().equals(sealed.sha256()) || !approval.plan().equals(plan.id())) {
      throw refused("was altered after " + approval.by() + " approved it; plan and approve again");
    }
    policy.requireMayApprove(approval.by(), plan);
    if (!isInAudit(approval)) {
      throw refused("has an approval that the audit log does not know; approve it again");
    }
    Instant expiry = earlier(approval.expiresAt(), approval.at().plus(policy.approvalValidFor()));
    if (now.isAfter(expiry)) {
      throw refused("was approved until " + expiry + "; approve it again");
    }
  }

  private boolean isInAudit(Approval approval) {
    return audit.of(approval.plan(), "approved").stream()
        .map(line -> line.path("details"))
        .anyMatch(
            line ->
                line.path("sha256").asText().equals(approval.sha256())
                    && line.path("by").asText().equals(approval.by())
                    && line.path("expiresAt").asText().equals(approval.expiresAt().toString()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** What became of the plan, if that is final. */
  public Optional<JsonNode> finalOutcome() {
    List<JsonNode> ended = new ArrayList<>(audit.of(sealed.plan().id(), "ended"));
    ended.removeIf(
        line -> {
          String outcome = line.path("details").path("outcome").asText();
          return outcome.equals("failed") || outcome.equals("interrupted");
        });
    return ended.isEmpty() ? Optional.empty() : Optional.of(ended.get(0).path("details"));
  }

  /**
   * Refuses a plan that is over.
   *
   * @throws ReplayRefusedException saying how it ended
   */
  public void requireNotOver() {
    finalOutcome()
        .ifPresent(
            outcome -> {
              throw refused("is over: " + outcome.path("outcome").asText() + "; make a new plan");
            });
  }

  /**
   * Refuses a cluster that is not as it was when the plan was made.
   *
   * @throws ReplayRefusedException naming what is different
   */
  public void requireUnchanged(ClusterView cluster) {
    ReplayPlan plan = sealed.plan();
    String here = cluster.clusterId();
    if (!here.equals(plan.cluster())) {
      throw refused("was made for cluster " + plan.cluster() + ", this one is " + here);
    }
    requireSame(plan.sources(), cluster);
    requireSame(plan.targets(), cluster);
    requireStillThere(plan.slices(), cluster);
  }

  private void requireSame(List<TopicSeen> planned, ClusterView cluster) {
    List<TopicSeen> now = cluster.topics(planned.stream().map(TopicSeen::name).toList());
    for (TopicSeen topic : planned) {
      TopicSeen other =
          now.stream().filter(one -> one.name().equals(topic.name())).findFirst().orElseThrow();
      if (!other.id().equals(topic.id())) {
        throw refused("is for another topic " + topic.name() + "; it was made anew in between");
      }
      if (other.partitions() != topic.partitions()) {
        throw refused(
            String.format(
                "is for %d partitions of %s, which has %d now: keys may go elsewhere",
                topic.partitions(), topic.name(), other.partitions()));
      }
    }
  }

  private void requireStillThere(List<Slice> slices, ClusterView cluster) {
    Map<TopicPartition, Long> begins =
        cluster.begins(
            slices.stream()
                .map(slice -> new TopicPartition(slice.topic(), slice.partition()))
                .toList());
    Map<TopicPartition, Long> copiedTo = cluster.checkpoint(sealed.plan().group());
    for (Slice slice : slices) {
      var partition = new TopicPartition(slice.topic(), slice.partition());
      long begin = begins.getOrDefault(partition, 0L);
      if (begin > Math.max(slice.from(), copiedTo.getOrDefault(partition, 0L))) {
        throw refused(
            String.format(
                "begins at offset %d of %s/%d, whose first offset is %d now: retention removed a"
                    + " part of the scope; plan again what is left",
                slice.from(), slice.topic(), slice.partition(), begin));
      }
    }
  }

  /** How long the approval still holds; empty without one. */
  public Optional<Duration> approvedFor(Instant now) {
    return folder
        .approval(sealed.plan().id())
        .map(approval -> Duration.between(now, approval.expiresAt()));
  }

  private ReplayRefusedException refused(String why) {
    return new ReplayRefusedException("plan " + sealed.plan().id() + " " + why);
  }
}
