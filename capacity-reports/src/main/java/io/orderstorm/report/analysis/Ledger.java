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
 * before lost; an order that did not land has no fate.
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

  final byte[] fate;
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

  Ledger(
      Evidence evidence,
      Topology pipeline,
      OrderPaths paths,
      List<StageInputs> inputs,
      boolean quiet) {
    this.evidence = evidence;
    this.paths = paths;
    this.quiet = quiet;
    this.fate = new byte[evidence.orders()];
    findDeadLetters(pipeline);
    BitSet lost = lossesAtStages(pipeline, inputs);
    losses.replaceAll(new LastEvidence(evidence, losses)::of);
    for (int order = 0; order < fate.length; order++) {
      settle(order, lost.get(order));
    }
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

  private boolean foreign(CarriedEvents.Carried dead) {
    Position origin = dead.origin();
    return dead.injected()
        || (origin != null && evidence.injectedPositions.contains(origin))
        || evidence.events.canonical(dead.eventId()) < 0;
  }

  private boolean known(long order) {
    return order >= 0 && order < fate.length;
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
          Position position = evidence.events.position(of.row[i]);
          losses.add(
              new Loss(
                  of.stage,
                  of.order[i],
                  evidence.events.id(of.row[i]),
                  position,
                  of.arrived[i],
                  of.lost[i]));
          boolean onTheWay = evidence.events.type(of.row[i]) != EventType.ORDER_COMPENSATED;
          if (decides && onTheWay && known(of.order[i])) {
            lost.set(of.order[i]);
          }
        }
      }
    }
    return lost;
  }

  private void settle(int order, boolean lostAtStage) {
    int row = evidence.journal.placed(order);
    if (row < 0) {
      unpromised += paths.landed(order) ? 1 : 0;
      return;
    }
    int result = evidence.journal.resultOf(row);
    results[result]++;
    boolean indeterminate = result == Journal.INDETERMINATE || result == Journal.NONE;
    indeterminateLanded += indeterminate && paths.landed(order) ? 1 : 0;
    rejectedLanded += result == Journal.REJECTED && paths.landed(order) ? 1 : 0;
    if (result == Journal.ACKNOWLEDGED || (indeterminate && paths.landed(order))) {
      fate[order] = fateOf(order, row, lostAtStage);
      fates[fate[order]]++;
    }
  }

  private byte fateOf(int order, int row, boolean lostAtStage) {
    if (paths.dispatched.get(order)) {
      return FULFILLED;
    }
    if (paths.compensated.get(order)) {
      return COMPENSATED;
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
    Journal journal = evidence.journal;
    long gone = evidence.orderLog().passed(journal.partition(row), journal.offset(row));
    if (gone == Long.MAX_VALUE && !quiet) {
      return IN_FLIGHT;
    }
    Position position =
        new Position(evidence.orderLog().topic(), journal.partition(row), journal.offset(row));
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
