package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.result.HistoryLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * Where each order went. Fulfilled goes before compensated before dead-lettered before in flight
 * before lost; an order that did not land has no fate. An order whose reservation is yet to be
 * given back is not compensated but in flight.
 */
final class Ledger {

  static final byte NOT_LANDED = 0;
  static final byte FULFILLED = 1;
  static final byte COMPENSATED = 2;
  static final byte DEAD_LETTERED = 3;
  static final byte IN_FLIGHT = 4;
  static final byte LOST = 5;

  /**
   * A loss: an input whose outcome does not exist and cannot come.
   *
   * @param position of the input; for ingestion where the brokers said that they hold it
   * @param evidence when something was last known of it
   * @param gone when it could no longer complete
   */
  record Loss(String stage, int order, UUID event, Position position, long evidence, long gone) {

    /** The moment at which it was lost, as a line of the order's history. */
    HistoryLine line() {
      boolean placed = stage.equals(Topology.INGESTION);
      boolean passed = gone != Long.MAX_VALUE;
      String what = placed ? "the log was seen to go on past it" : stage + " committed past it";
      return new HistoryLine(
          passed ? gone : evidence,
          passed ? what : "never seen again, and the run became quiet",
          position.topic(),
          position.partition(),
          position.offset(),
          "",
          "");
    }

    Loss knownUntil(long time) {
      return new Loss(stage, order, event, position, time, gone);
    }
  }

  final BitSet deadLettered = new BitSet();
  final List<Loss> losses = new ArrayList<>();
  private final long[] fates = new long[LOST + 1];
  private final long[] results = new long[Journal.INDETERMINATE + 1];
  private long indeterminateLanded;
  private long rejectedLanded;
  private long unpromised;

  private final Evidence evidence;
  private final OrderPaths paths;
  private final boolean quiet;
  private final CaseOrders cases;
  private final byte[] fate;

  /** The orders whose reservation is yet to be given back: they are not compensated before. */
  private final BitSet unreleased = new BitSet();

  Ledger(
      Evidence evidence,
      Topology pipeline,
      OrderPaths paths,
      List<StageInputs> inputs,
      boolean quiet) {
    this.evidence = evidence;
    this.paths = paths;
    this.quiet = quiet;
    this.cases = evidence.cases.orders;
    this.fate = new byte[cases.size()];
    findDeadLetters(pipeline);
    pipeline.stages().forEach(stage -> findUnreleased(stage, inputs));
    BitSet lost = lossesAtStages(pipeline, inputs);
    losses.replaceAll(new LastEvidence(evidence, losses)::of);
    countOrdinary(evidence.columns.marks);
    for (int i = 0; i < fate.length && cases.number(i) < evidence.orders(); i++) {
      fate[i] = settle(cases.number(i), lost.get(cases.number(i)));
    }
  }

  private void countOrdinary(Marks marks) {
    for (int order = marks.skipTo(0); order < marks.end(); order = marks.skipTo(order + 1)) {
      int of = marks.get(order);
      if ((of & (Mark.SENT | Mark.SUSPECT)) == Mark.SENT) {
        int result = Mark.result(of);
        results[result]++;
        boolean landed = (of & Mark.PLACED) != 0;
        indeterminateLanded += landed && result != Journal.ACKNOWLEDGED ? 1 : 0;
        fates[Ordinary.fate(of)]++;
      }
    }
  }

  /** The fate of an order that is a case. */
  byte fate(int order) {
    return fate[cases.indexOf(order)];
  }

  private void findDeadLetters(Topology pipeline) {
    for (CarriedEvents.Carried dead : evidence.carried.deadLetters()) {
      boolean onTheWay =
          pipeline.stages().stream()
              .anyMatch(
                  stage ->
                      stage.group().equals(dead.role().group())
                          && !stage.outcomes().contains(EventType.CUSTOMER_NOTIFIED)
                          && stage.inputs().contains(dead.type()));
      if (onTheWay
          && dead.type() != EventType.ORDER_COMPENSATED
          && known(dead.orderNumber())
          && !foreign(dead)) {
        deadLettered.set((int) dead.orderNumber());
      }
    }
  }

  private void findUnreleased(Topology.Stage stage, List<StageInputs> inputs) {
    if (!stage.outcomes().contains(EventType.STOCK_RELEASED)) {
      return;
    }
    for (StageInputs of : inputs) {
      for (int i = 0; of.stage.equals(stage.name()) && i < of.size(); i++) {
        boolean release = evidence.cases.events.type(of.row[i]) == EventType.ORDER_COMPENSATED;
        if (release && of.pending(i) && of.order[i] >= 0) {
          unreleased.set(of.order[i]);
        }
      }
    }
  }

  private boolean foreign(CarriedEvents.Carried dead) {
    Position origin = dead.origin();
    return dead.injected()
        || (origin != null && evidence.injectedPositions.contains(origin))
        || evidence.cases.events.canonical(dead.eventId()) < 0;
  }

  private boolean known(long order) {
    return order >= 0 && order < evidence.orders();
  }

  /** Marks the orders that were lost at a stage, and notes every loss with its place and times. */
  private BitSet lossesAtStages(Topology pipeline, List<StageInputs> inputs) {
    BitSet lost = new BitSet();
    for (StageInputs of : inputs) {
      boolean decides =
          pipeline.stages().stream()
              .anyMatch(
                  s ->
                      s.name().equals(of.stage)
                          && !s.outcomes().contains(EventType.CUSTOMER_NOTIFIED));
      for (int i = 0; i < of.size(); i++) {
        if (of.lost[i] != StageInputs.NEVER && of.owedUntil(i) == of.lost[i]) {
          Position position = evidence.cases.events.position(of.row[i]);
          losses.add(
              new Loss(
                  of.stage,
                  of.order[i],
                  evidence.cases.events.id(of.row[i]),
                  position,
                  of.arrived[i],
                  of.lost[i]));
          boolean onTheWay = evidence.cases.events.type(of.row[i]) != EventType.ORDER_COMPENSATED;
          if (decides && onTheWay && known(of.order[i])) {
            lost.set(of.order[i]);
          }
        }
      }
    }
    return lost;
  }

  private byte settle(int order, boolean lostAtStage) {
    int row = evidence.cases.journal.placed(order);
    if (row < 0) {
      unpromised += paths.landed(order) ? 1 : 0;
      return NOT_LANDED;
    }
    int result = evidence.cases.journal.resultOf(row);
    results[result]++;
    boolean indeterminate = result == Journal.INDETERMINATE || result == Journal.NONE;
    indeterminateLanded += indeterminate && paths.landed(order) ? 1 : 0;
    rejectedLanded += result == Journal.REJECTED && paths.landed(order) ? 1 : 0;
    if (result != Journal.ACKNOWLEDGED && !(indeterminate && paths.landed(order))) {
      return NOT_LANDED;
    }
    byte of = fateOf(order, row, lostAtStage);
    fates[of]++;
    return of;
  }

  private byte fateOf(int order, int row, boolean lostAtStage) {
    if (paths.dispatched.get(order)) {
      return FULFILLED;
    }
    if (paths.compensated.get(order)) {
      return unreleased.get(order) ? IN_FLIGHT : COMPENSATED;
    }
    if (deadLettered.get(order)) {
      return DEAD_LETTERED;
    }
    if (!paths.landed(order)) {
      return absent(order, row);
    }
    return lostAtStage ? LOST : IN_FLIGHT;
  }

  /**
   * An acknowledged order that no one saw: lost once the log has gone past its place, or once all
   * is quiet.
   */
  private byte absent(int order, int row) {
    Journal journal = evidence.cases.journal;
    long gone = evidence.orderLog().passed(journal.partition(row), journal.offset(row));
    if (gone == Long.MAX_VALUE && !quiet) {
      return IN_FLIGHT;
    }
    Position position = new Position(OrderLog.TOPIC, journal.partition(row), journal.offset(row));
    losses.add(
        new Loss(
            Topology.INGESTION, order, Observation.NO_ID, position, journal.completed(row), gone));
    return LOST;
  }

  /** What was placed, by outcome of the send; without an outcome it is indeterminate. */
  long acknowledged() {
    return results[Journal.ACKNOWLEDGED];
  }

  long rejected() {
    return results[Journal.REJECTED];
  }

  long indeterminate() {
    return results[Journal.INDETERMINATE] + results[Journal.NONE];
  }

  long indeterminateLanded() {
    return indeterminateLanded;
  }

  /** Orders that were refused for certain and yet lie on the topic. */
  long rejectedLanded() {
    return rejectedLanded;
  }

  /** Orders on the topic that no journal promises. */
  long unpromised() {
    return unpromised;
  }

  long count(byte of) {
    return fates[of];
  }
}
