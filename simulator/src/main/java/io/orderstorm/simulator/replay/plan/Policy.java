package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.replay.ReplayRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What replays are allowed here.
 *
 * @param origin the policy file, or what stands for it in messages
 * @param approvers who may approve; empty if anybody may
 * @param fourEyes whether the owner may not approve
 * @param maxRedrives how often one dead letter may be redriven in all
 */
public record Policy(
    String origin,
    long maxRecords,
    double maxRecordsPerSecond,
    long maxBytesPerSecond,
    Duration approvalValidFor,
    List<String> approvers,
    boolean fourEyes,
    int maxRedrives) {

  /** What holds without a file. */
  public static final Policy USUAL =
      new Policy(
          "the usual policy",
          1_000_000,
          10_000,
          50_000_000,
          Duration.ofHours(24),
          List.of(),
          true,
          3);

  public Policy {
    approvers = List.copyOf(approvers);
  }

  /**
   * Refuses a plan beyond the limits.
   *
   * @throws ReplayRefusedException naming the limit
   */
  public void requireWithin(ReplayPlan plan) {
    var ceiling = plan.request().ceiling();
    require("max-records", (double) plan.blastRadius().records(), (double) maxRecords);
    require("max-rate, records/s", ceiling.recordsPerSecond(), maxRecordsPerSecond);
    require("max-rate, bytes/s", (double) ceiling.bytesPerSecond(), (double) maxBytesPerSecond);
    var redrive = plan.request().redrive();
    if (redrive != null) {
      require("max-redrives", redrive.maxPasses(), maxRedrives);
    }
  }

  /**
   * Refuses whoever may not approve.
   *
   * @throws ReplayRefusedException saying who may
   */
  public void requireMayApprove(String name, ReplayPlan plan) {
    if (name.isBlank()) {
      throw new ReplayRefusedException("--by: an approval names a person");
    }
    if (fourEyes && same(name, plan.owner())) {
      throw new ReplayRefusedException(
          "--by "
              + name
              + ": owns the plan; "
              + origin
              + " wants four eyes, so somebody else has to approve it");
    }
    if (!approvers.isEmpty() && approvers.stream().noneMatch(one -> same(one, name))) {
      throw new ReplayRefusedException(
          "--by " + name + ": may not approve; " + origin + " allows " + approvers);
    }
  }

  private static boolean same(String name, String other) {
    return name.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
  }

  private void require(String what, double asked, double most) {
    if (asked > most) {
      throw new ReplayRefusedException(
          String.format(
              "the plan asks for %,.0f, %s allows %,.0f (%s); narrow the scope or the ceiling",
              asked, origin, most, what));
    }
  }
}
