package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.replay.ReplayRequest;
import java.time.Instant;
import java.util.List;

/**
 * What will be done, and no more. Immutable; its content's hash is its identity.
 *
 * @param id {@code <UTC time>-<name>}
 * @param cluster id of the cluster on which it was made, the only one on which it runs
 * @param slices one for each partition with records in scope
 * @param guarantee what a reader of the target may rely on
 */
public record ReplayPlan(
    String id,
    Instant createdAt,
    String cluster,
    ReplayRequest request,
    List<TopicSeen> sources,
    List<TopicSeen> targets,
    List<Slice> slices,
    BlastRadius blastRadius,
    String guarantee) {

  /** What every plan says. */
  public static final String GUARANTEE =
      "Copies and checkpoint are committed in one Kafka transaction. A reader with"
          + " isolation.level=read_committed sees each record in scope exactly once, whatever"
          + " happens to the replay; a reader with read_uncommitted may see copies that were taken"
          + " back. Records of one source partition keep their order for each key.";

  public ReplayPlan {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
    slices = List.copyOf(slices);
  }

  /** The owner, who answers for it. */
  public String owner() {
    return request.owner();
  }

  /** The plan's own consumer group, which holds the checkpoint. */
  public String group() {
    return "orderstorm-replay-" + id;
  }

  /** What the plan's clients are called, in quotas and in the brokers' logs. */
  public String clientId() {
    return group();
  }
}
