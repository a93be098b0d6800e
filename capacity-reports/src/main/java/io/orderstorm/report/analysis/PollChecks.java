package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.StageRecord;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the consumers' side may not do. Within one assignment of a partition a consumer is given
 * records by rising offsets (else: nonmonotonic poll) and none is left out (else: poll skip). A new
 * assignment begins anew: redelivery after a rebalance is allowed, and counted.
 *
 * <p>Which records there are is one bit for each observed offset, so gaps that are no records are
 * no skips.
 */
final class PollChecks {

  private static final long NONE = -1;

  /** A partition as one consumer of one process has it. */
  private record Lease(int file, int consumer, StageLog.Partition partition) {}

  private final Evidence evidence;
  private final Findings findings;
  private final Map<StageLog.Partition, BitSet> observed = new HashMap<>();

  private PollChecks(Evidence evidence, Findings findings) {
    this.evidence = evidence;
    this.findings = findings;
  }

  static void check(Evidence evidence, Topology pipeline, Findings findings) {
    PollChecks checks = new PollChecks(evidence, findings);
    checks.noteObserved();
    pipeline.stages().forEach(checks::check);
  }

  private void noteObserved() {
    EventTable events = evidence.events;
    Map<Long, BitSet> byNumber = new HashMap<>();
    for (int row = 0; row < events.rows(); row++) {
      long number = number(events.topicNumber(row), events.partition(row));
      BitSet of = byNumber.get(number);
      if (of == null) {
        of = new BitSet();
        byNumber.put(number, of);
        observed.put(new StageLog.Partition(events.topic(row), events.partition(row)), of);
      }
      of.set(Math.toIntExact(events.offset(row)));
    }
  }

  private static long number(int topic, int partition) {
    return ((long) topic << 32) | partition;
  }

  private void check(Topology.Stage stage) {
    Deliveries deliveries = new Deliveries(stage);
    int[] file = {0};
    evidence.forEachStageFile(
        stage.group(),
        records -> {
          file[0]++;
          records.accept(record -> deliveries.follow(record, file[0]));
        });
    deliveries.findUnseen();
    evidence.stage(stage.group()).redelivered(deliveries.redelivered);
  }

  /** What one stage was given. */
  private final class Deliveries {

    final Topology.Stage stage;
    long redelivered;
    private final Set<String> topics;
    private final Map<Lease, Long> last = new HashMap<>();
    private final Map<StageLog.Partition, BitSet> given = new TreeMap<>();

    Deliveries(Topology.Stage stage) {
      this.stage = stage;
      this.topics = Set.copyOf(stage.inputTopics());
    }

    void follow(StageRecord record, int file) {
      String topic = record.topic();
      if (topic == null || !topics.contains(topic)) {
        return;
      }
      StageLog.Partition partition = new StageLog.Partition(topic, record.partition());
      Lease of = new Lease(file, record.consumer(), partition);
      switch (record.event()) {
        case ASSIGNED, REVOKED -> last.remove(of);
        case DELIVERED -> deliver(of, record);
        default -> {}
      }
    }

    private void deliver(Lease of, StageRecord record) {
      long before = last.getOrDefault(of, NONE);
      BitSet seen = given.computeIfAbsent(of.partition(), p -> new BitSet());
      int offset = Math.toIntExact(record.offset());
      redelivered += seen.get(offset) ? 1 : 0;
      seen.set(offset);
      if (before != NONE && offset <= before) {
        report(Findings.NONMONOTONIC_POLL, record, "was given after offset " + before);
      } else if (before != NONE && offset > before + 1) {
        skipped(record, before, offset);
      }
      last.put(of, record.offset());
    }

    private void skipped(StageRecord record, long before, int offset) {
      BitSet there =
          observed.getOrDefault(
              new StageLog.Partition(topic(record), record.partition()), new BitSet());
      int missed = there.nextSetBit((int) before + 1);
      if (missed >= 0 && missed < offset) {
        report(Findings.POLL_SKIP, record, "followed offset " + before + " and left out " + missed);
      }
    }

    private void report(String kind, StageRecord record, String fault) {
      findings.add(
          kind,
          record.orderNumber(),
          topic(record)
              + "/"
              + record.partition()
              + "@"
              + record.offset()
              + " "
              + fault
              + ", consumer "
              + record.consumer()
              + " of "
              + stage.name());
    }

    private static String topic(StageRecord record) {
      String topic = record.topic();
      return topic == null ? "" : topic;
    }

    /** Records that no consumer of the group was ever given, and that no commit has gone past. */
    void findUnseen() {
      EventTable events = evidence.events;
      StageLog log = evidence.stage(stage.group());
      Map<Long, BitSet> byNumber = new HashMap<>();
      given.forEach(
          (partition, seen) ->
              byNumber.put(number(events.topicIndex(partition.topic()), partition.number()), seen));
      for (int row = 0; row < events.rows(); row++) {
        if (events.isCanonical(row) && topics.contains(events.topic(row))) {
          BitSet seen = byNumber.get(number(events.topicNumber(row), events.partition(row)));
          boolean unseen = seen == null || !seen.get((int) events.offset(row));
          Position position = unseen ? events.position(row) : null;
          if (position != null && log.passed(position) == Long.MAX_VALUE) {
            findings.add(
                Findings.UNSEEN,
                events.order(row),
                events.type(row) + " at " + position + " was never given to " + stage.name());
          }
        }
      }
    }
  }
}
