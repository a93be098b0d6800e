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
  private final Map<StageLog.Partition, Offsets> observed = new HashMap<>();

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
    Map<Long, Long> firsts = new HashMap<>();
    for (int row = 0; row < events.rows(); row++) {
      long number = number(events.topicNumber(row), events.partition(row));
      firsts.merge(number, events.offset(row), Math::min);
    }
    Map<Long, Offsets> byNumber = new HashMap<>();
    for (int row = 0; row < events.rows(); row++) {
      long number = number(events.topicNumber(row), events.partition(row));
      Offsets of = byNumber.get(number);
      if (of == null) {
        of = new Offsets(firsts.getOrDefault(number, 0L));
        byNumber.put(number, of);
        observed.put(new StageLog.Partition(events.topic(row), events.partition(row)), of);
      }
      of.add(events.offset(row));
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
    private final Map<StageLog.Partition, Offsets> given = new TreeMap<>();

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
      Offsets there = observed.get(of.partition());
      long first = there == null ? record.offset() : there.first();
      Offsets seen = given.computeIfAbsent(of.partition(), p -> new Offsets(first));
      long offset = record.offset();
      redelivered += seen.add(offset) ? 0 : 1;
      if (before != NONE && offset <= before) {
        report(Findings.NONMONOTONIC_POLL, record, "was given after offset " + before);
      } else if (before != NONE && offset > before + 1 && there != null) {
        skipped(record, there, before);
      }
      last.put(of, record.offset());
    }

    private void skipped(StageRecord record, Offsets there, long before) {
      long missed = there.next(before + 1);
      if (missed >= 0 && missed < record.offset()) {
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
      BitSet read = new BitSet();
      for (String topic : topics) {
        if (events.knownTopic(topic) >= 0) {
          read.set(events.knownTopic(topic));
        }
      }
      Map<Long, Offsets> byNumber = new HashMap<>();
      given.forEach(
          (partition, seen) ->
              byNumber.put(number(events.knownTopic(partition.topic()), partition.number()), seen));
      for (int row = 0; row < events.rows(); row++) {
        boolean input = read.get(events.topicNumber(row)) && events.isCanonical(row);
        if (input && stage.inputs().contains(events.type(row))) {
          Offsets seen = byNumber.get(number(events.topicNumber(row), events.partition(row)));
          boolean unseen = seen == null || !seen.contains(events.offset(row));
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
