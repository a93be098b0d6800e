package io.orderstorm.scenario.file;

import io.orderstorm.simulator.replay.plan.Policy;
import java.nio.file.Path;
import java.util.List;

/**
 * What replays are allowed, as a file says it; what is left out is as in {@link Policy#USUAL}:
 *
 * <pre>
 * max-records: 500000
 * max-rate: { records: 2000/s, bytes: 5MB/s }
 * approval-valid-for: 4h
 * approvers: [ anna, ben ]
 * four-eyes: true
 * max-redrives: 3
 * </pre>
 */
public final class ReplayPolicyFile {

  private ReplayPolicyFile() {}

  /**
   * Reads a policy.
   *
   * @throws ScenarioException naming line and field if it is none
   */
  public static Policy read(Path file) {
    String origin = file.toString();
    Policy usual = Policy.USUAL;
    Section root =
        Section.of(new Position(origin, "", new YamlText(origin, "replay policy").read(file)));
    long records =
        root.optional("max-records", (int) usual.maxRecords(), Quantity.whole(1, 999_999_999));
    double rate = usual.maxRecordsPerSecond();
    long bytes = usual.maxBytesPerSecond();
    if (root.has("max-rate")) {
      Section limits = root.requiredSection("max-rate");
      rate = limits.optional("records", Quantity::rate).map(one -> one.perSecond()).orElse(rate);
      bytes = limits.optional("bytes", bytes, ReplayRequestFile::bytesPerSecond);
      limits.end();
    }
    var policy =
        new Policy(
            origin,
            records,
            rate,
            bytes,
            root.optional("approval-valid-for", usual.approvalValidFor(), Quantity::span),
            approvers(root),
            root.optional("four-eyes", usual.fourEyes(), Quantity::yes),
            root.optional("max-redrives", usual.maxRedrives(), Quantity.whole(1, 100)));
    root.section("max-rate"); // asked above, if it is there
    root.end();
    return policy;
  }

  private static List<String> approvers(Section root) {
    return root.list("approvers").stream().map(one -> Section.read(one, Quantity::text)).toList();
  }
}
