package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.scan.StageScan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the consumers' side may not do. Within one assignment of a partition a consumer is given
 * records by rising offsets (else: nonmonotonic poll) and none is left out (else: poll skip). A new
 * assignment begins anew: redelivery after a rebalance is allowed, and counted.
 *
 * <p>Which records there are is one bit for each observed offset, so gaps that are no records are
 * no skips.
 */
final class PollWatch {

  private static final long NONE = -1;

  /** A partition as one consumer of one process has it. */
  private static final class Lease {
    final StageLog.Partition partition;
    final Offsets given;
    final @Nullable Offsets there;
    long last = NONE;

    Lease(StageLog.Partition partition, Offsets given, @Nullable Offsets there) {
      this.partition = partition;
      this.given = given;
      this.there = there;
    }
  }

  private final Topology.Stage stage;
  private final Set<String> topics;
  private final List<TopicFile> observed;
  private final Findings findings = new Findings();
  private final Map<StageLog.Partition, Offsets> given = new HashMap<>();

  /** By consumer and topic in one number, and partition. */
  private Lanes<Lease> leases = new Lanes<>();

  private boolean[] read = new boolean[0];
  private long redelivered;

  PollWatch(Topology.Stage stage, List<TopicFile> observed) {
    this.stage = stage;
    this.topics = Set.copyOf(stage.inputTopics());
    this.observed = observed;
  }

  /** Turns to the records of another process. */
  void begin(StageScan scan) {
    leases = new Lanes<>();
    read = new boolean[scan.topics().size()];
    for (int topic = 0; topic < read.length; topic++) {
      read[topic] = topics.contains(scan.topics().get(topic));
    }
  }

  /** Follows the record that a scan stands on. */
  void follow(StageScan scan) {
    int topic = scan.topic();
    if (topic == StageScan.NO_TOPIC || !read[topic]) {
      return;
    }
    switch (scan.event()) {
      case ASSIGNED, REVOKED -> lease(scan, topic).last = NONE;
      case DELIVERED -> deliver(lease(scan, topic), scan);
      default -> {}
    }
  }

  private Lease lease(StageScan scan, int topic) {
    int owner = scan.consumer() * read.length + topic;
    Lease lease = leases.get(owner, scan.partition());
    if (lease == null) {
      lease = lease(new StageLog.Partition(scan.topics().get(topic), scan.partition()));
      leases.put(owner, scan.partition(), lease);
    }
    return lease;
  }

  private Lease lease(StageLog.Partition partition) {
    Offsets of = given.computeIfAbsent(partition, p -> new Offsets());
    Offsets there = null;
    for (TopicFile topic : observed) {
      there = topic.name.equals(partition.topic()) ? topic.observed(partition.number()) : there;
    }
    return new Lease(partition, of, there);
  }

  private void deliver(Lease lease, StageScan scan) {
    long before = lease.last;
    long offset = scan.offset();
    redelivered += lease.given.add(offset) ? 0 : 1;
    if (before != NONE && offset <= before) {
      report(Findings.NONMONOTONIC_POLL, lease, scan, "was given after offset " + before);
    } else if (before != NONE && offset > before + 1 && lease.there != null) {
      long missed = lease.there.next(before + 1);
      if (missed >= 0 && missed < offset) {
        String fault = "followed offset " + before + " and left out " + missed;
        report(Findings.POLL_SKIP, lease, scan, fault);
      }
    }
    lease.last = offset;
  }

  private void report(String kind, Lease lease, StageScan scan, String fault) {
    findings.add(
        kind,
        scan.orderNumber(),
        lease.partition.topic()
            + "/"
            + lease.partition.number()
            + "@"
            + scan.offset()
            + " "
            + fault
            + ", consumer "
            + scan.consumer()
            + " of "
            + stage.name());
  }

  /** What the group was given of a partition; null if nothing. */
  @Nullable Offsets given(StageLog.Partition partition) {
    return given.get(partition);
  }

  /**
   * How many records the group was given that the observer passed over: later ones of their
   * partitions were observed.
   */
  long unobserved() {
    long count = 0;
    for (TopicFile topic : observed) {
      for (Map.Entry<StageLog.Partition, Offsets> of : given.entrySet()) {
        Offsets there =
            of.getKey().topic().equals(topic.name) ? topic.observed(of.getKey().number()) : null;
        count += there == null ? 0 : of.getValue().beyond(there);
      }
    }
    return count;
  }

  /** How many deliveries were of records that the group had been given before. */
  long redelivered() {
    return redelivered;
  }

  Findings findings() {
    return findings;
  }
}
