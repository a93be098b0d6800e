package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.Anomaly;
import io.orderstorm.report.result.HistoryLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives each finding the history of its order: everything that journal, topics, stages, services
 * and store say of it. Orders with findings are few, so their lines are objects, and the stages'
 * records are read once more for them.
 */
final class Histories {

  private static final int LONGEST = 200;

  private final Evidence evidence;
  private final Map<Long, List<HistoryLine>> lines = new HashMap<>();

  private CaseFile file;

  private Histories(Evidence evidence) {
    this.evidence = evidence;
    this.file = evidence.cases;
  }

  static List<Anomaly> of(Findings findings, Evidence evidence) {
    Histories histories = new Histories(evidence);
    for (Findings.Finding finding : findings.kept()) {
      if (finding.order() >= 0) {
        histories.lines.putIfAbsent(finding.order(), new ArrayList<>());
      }
    }
    if (!histories.lines.isEmpty()) {
      histories.open();
      histories.collect();
    }
    return findings.kept().stream().map(histories::anomaly).toList();
  }

  private Anomaly anomaly(Findings.Finding finding) {
    List<HistoryLine> all = new ArrayList<>(lines.getOrDefault(finding.order(), List.of()));
    all.addAll(finding.beyond());
    all.sort(Comparator.comparingLong(HistoryLine::timeNanos));
    return new Anomaly(
        finding.kind(),
        finding.order(),
        finding.evidence(),
        all.size() > LONGEST ? all.subList(0, LONGEST) : all);
  }

  /** Findings may be about orders that are no cases, such as a record that a consumer left out. */
  private void open() {
    BitSet orders = new BitSet();
    lines.keySet().stream()
        .filter(order -> order <= Integer.MAX_VALUE)
        .forEach(order -> orders.set(order.intValue()));
    file = evidence.casesWith(orders);
  }

  private void collect() {
    ofJournal();
    ofEvents();
    evidence.carried.retried().forEach(r -> carried("on the retry topic of ", r));
    evidence.carried.deadLetters().forEach(d -> carried("dead-lettered by ", d));
    effects(file.performed, "performed by its service");
    effects(file.stored, "committed to the store");
    for (Topology.Stage stage : evidence.pipeline().stages()) {
      evidence.forEachStageRecord(stage, lines::containsKey, record -> stage(stage.name(), record));
    }
  }

  private void add(long order, HistoryLine line) {
    List<HistoryLine> of = lines.get(order);
    if (of != null) {
      of.add(line);
    }
  }

  private void ofJournal() {
    Journal journal = file.journal;
    for (int row = 0; row < journal.rows(); row++) {
      long order = journal.order(row);
      if (lines.containsKey(order)) {
        String event = journal.type(row).name();
        add(order, HistoryLine.of(journal.intended(row), "intended to be sent", event));
        add(order, HistoryLine.of(journal.sent(row), "sent", event));
        if (journal.resultOf(row) == Journal.NONE) {
          add(order, HistoryLine.of(journal.returned(row), "no outcome was recorded", event));
        } else {
          add(
              order,
              new HistoryLine(
                  journal.completed(row),
                  result(journal.resultOf(row)),
                  journal.offset(row) < 0 ? null : OrderLog.TOPIC,
                  journal.partition(row),
                  journal.offset(row),
                  event,
                  ""));
        }
      }
    }
  }

  private static String result(int code) {
    return switch (code) {
      case Journal.ACKNOWLEDGED -> "acknowledged";
      case Journal.REJECTED -> "rejected";
      default -> "indeterminate";
    };
  }

  private void ofEvents() {
    EventTable events = file.events;
    for (int row = 0; row < events.rows(); row++) {
      if (lines.containsKey((long) events.order(row))) {
        add(events.order(row), observed(events, row));
      }
    }
  }

  /** An event as the observer had it. */
  static HistoryLine observed(EventTable events, int row) {
    String how = events.isReplayed(row) ? "observed, replayed" : "observed";
    if (events.isForeign(row)) {
      how = "observed, injected by a message fault";
    } else if (!events.isCanonical(row) && !events.isReplayed(row)) {
      how = "observed, written again";
    }
    return new HistoryLine(
        events.received(row),
        how,
        events.topic(row),
        events.partition(row),
        events.offset(row),
        events.type(row).name(),
        events.hasCause(row) ? events.causePosition(row).toString() : "");
  }

  private void carried(String how, CarriedEvents.Carried carried) {
    Position origin = carried.origin();
    add(
        carried.orderNumber(),
        new HistoryLine(
            carried.receivedNanos(),
            how + carried.role().group() + ", " + carried.error(),
            carried.role().name(),
            carried.partition(),
            carried.offset(),
            carried.type().name(),
            origin == null ? "" : origin.toString()));
  }

  private void effects(EffectTable table, String how) {
    for (int row = 0; row < table.rows(); row++) {
      if (lines.containsKey((long) table.order(row))) {
        int cause = file.events.canonical(table.causeHigh(row), table.causeLow(row));
        add(
            table.order(row),
            new HistoryLine(
                table.time(row),
                how,
                null,
                -1,
                -1,
                table.type(row).name(),
                cause < 0 ? "" : file.events.position(cause).toString()));
      }
    }
  }

  private void stage(String stage, StageRecord record) {
    if (record.orderNumber() >= 0 && lines.containsKey(record.orderNumber())) {
      String what = record.event().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      String detail = record.attempt() > 1 ? ", attempt " + record.attempt() : "";
      boolean failed = record.event() == StageRecord.Event.ATTEMPT_FAILED;
      add(
          record.orderNumber(),
          new HistoryLine(
              record.timeNanos(),
              stage + ": " + what + detail + (failed ? ", " + failure(record.detail()) : ""),
              record.topic(),
              record.partition(),
              record.offset(),
              "",
              ""));
    }
  }

  private static String failure(int detail) {
    if (detail > 0) {
      return "HTTP " + detail;
    }
    return detail == 0 ? "time-out" : "no connection";
  }
}
