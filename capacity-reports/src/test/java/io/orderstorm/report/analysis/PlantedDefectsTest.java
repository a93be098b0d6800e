package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.MS;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.Dispositions;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test plants one kind of defect and expects exactly that, and nothing else. */
class PlantedDefectsTest {

  private static final Objectives STRICT =
      new Objectives(List.of(), List.of(), List.of(), true, true, null);
  private static final OrderCounts CLEAN =
      new OrderCounts(2000, 2000, 0, 0, 0, 2000, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).simulate();

  @Test
  void nothingPlantedIsNothingFound() {
    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(CLEAN);
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void acknowledgedOrdersThatAreNotOnTheTopicAreLost() {
    for (int order = 500; order < 507; order++) {
      run.forget(placed(order));
    }

    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(fates(1993, 0, 0, 0, 7));
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
    assertThat(result.reasons()).contains("proven: 7 acknowledged orders are lost");
    Recovery row = only(result.recovery());
    assertThat(row.fault()).isEqualTo("none");
    assertThat(row.stage()).isEqualTo("ingestion");
    assertThat(row.rpoOrders()).isEqualTo(7);
    assertThat(row.rpoSeconds()).isCloseTo(0.06, org.assertj.core.data.Offset.offset(0.001));
    assertThat(row.rpoMoney().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(
            BigDecimal.valueOf(
                run.orders.subList(500, 507).stream().mapToLong(o -> o.amount).sum(), 2));
  }

  @Test
  void anInputBehindTheCommitWithoutOutcomeIsLostAtItsStage() {
    List<Integer> planted = List.of(100, 900, 1500);
    planted.forEach(order -> run.undo(event(order, EventType.PAYMENT_CONFIRMED)));

    RunResult result = analyse();

    OrderCounts orders = result.orders();
    assertThat(orders.lost()).isEqualTo(3);
    assertThat(orders.inFlight()).isZero();
    assertThat(orders.orphanEffects()).as("their stock stays reserved").isEqualTo(3);
    assertThat(orders.parityMismatches()).isZero();
    assertThat(result.recovery()).extracting(Recovery::stage).containsExactly("payment");
    assertThat(result.anomalies()).extracting(a -> a.orderNumber()).contains(100L, 900L, 1500L);
  }

  @Test
  void anInputThatItsStageHoldsBackIsInFlightAndNotLost() {
    var input = event(1999, EventType.STOCK_RESERVED);
    run.undo(event(1999, EventType.PAYMENT_CONFIRMED));
    input.handled.put("payment", Long.MAX_VALUE);

    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(fates(1999, 0, 0, 1, 0));
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
    assertThat(result.reasons()).first().asString().startsWith("drained: 1 in flight");
  }

  @Test
  void anInputOnARetryTopicIsInFlightUntilThatIsCommittedToo() {
    var waiting = event(100, EventType.STOCK_RESERVED);
    run.undo(event(100, EventType.PAYMENT_CONFIRMED));
    run.retried.add(
        new SyntheticRun.Retried("payment", waiting, waiting.time + MS, Long.MAX_VALUE));
    var dropped = event(200, EventType.PAYMENT_CONFIRMED).cause;
    run.undo(event(200, EventType.PAYMENT_CONFIRMED));
    run.retried.add(
        0, new SyntheticRun.Retried("payment", dropped, dropped.time + MS, dropped.time + SECOND));

    RunResult result = analyse();

    assertThat(result.orders().inFlight()).isEqualTo(1);
    assertThat(result.orders().lost()).isEqualTo(1);
    assertThat(result.anomalies())
        .filteredOn(a -> a.kind().equals("lost-write"))
        .extracting(a -> a.orderNumber())
        .containsExactly(200L);
    var lag =
        result.lag().stream().filter(l -> l.group().equals("payment")).findFirst().orElseThrow();
    assertThat(result.series().lag().get(1).backlog().get(result.series().seconds() - 1))
        .isEqualTo(1);
    assertThat(lag.peakBacklog()).isGreaterThanOrEqualTo(lag.peak());
  }

  @Test
  void aLossDuringARetryBelongsToTheFaultThatMetTheRetry() {
    run.fault("cut", "link", Campaign.s(5), Campaign.s(7), "cut");
    var dropped = event(200, EventType.PAYMENT_CONFIRMED).cause;
    run.undo(event(200, EventType.PAYMENT_CONFIRMED));
    run.retried.add(
        new SyntheticRun.Retried("payment", dropped, dropped.time + MS, START + 6 * SECOND));

    RunResult result = analyse(process("cut"));

    assertThat(result.recovery())
        .filteredOn(r -> r.rpoOrders() > 0)
        .extracting(Recovery::fault)
        .containsExactly("cut");
  }

  @Test
  void aLossDuringAFaultBelongsToThatFault() {
    run.fault("broker-loss", "process", Campaign.s(5), Campaign.s(7), "gone");
    run.forget(placed(550));

    RunResult result = analyse(process("broker-loss"));

    assertThat(result.recovery())
        .filteredOn(r -> r.rpoOrders() > 0)
        .singleElement()
        .satisfies(r -> assertThat(r.fault()).isEqualTo("broker-loss"))
        .satisfies(r -> assertThat(r.stage()).isEqualTo("ingestion"));
    assertThat(result.recovery()).noneMatch(r -> r.fault().equals("none"));
    assertThat(result.orders().lost()).isEqualTo(1);
  }

  @Test
  void effectsThatWerePerformedTwiceAreCountedWhateverTheKey() {
    for (int order = 10; order < 15; order++) {
      again(order, EffectType.CHARGE);
    }
    again(20, EffectType.DISPATCH);
    again(21, EffectType.NOTIFY);
    again(22, EffectType.RESERVE);

    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(defects(8, 0, 0, 0, 0));
    assertThat(result.reasons()).contains("proven: 8 effects were performed twice");
  }

  @Test
  void aChargeThatItsOrderDoesNotContainIsAnOrphan() {
    for (int order = 30; order < 34; order++) {
      var stock = event(order, EventType.STOCK_RESERVED);
      run.undo(event(order, EventType.PAYMENT_CONFIRMED));
      run.deadLetters.add(
          new SyntheticRun.DeadLetter("payment", stock, stock.time + MS, "TimeoutException"));
      run.performed.add(new SyntheticRun.Performed(order, EffectType.CHARGE, stock.id, stock.time));
    }

    RunResult result = analyse();

    assertThat(result.orders().deadLettered()).isEqualTo(4);
    assertThat(result.orders().orphanEffects()).as("a charge and a reservation each").isEqualTo(8);
    assertThat(result.orders().parityMismatches())
        .as("the provider charged, the store does not know")
        .isEqualTo(4);
    assertThat(result.deadLetters().falselyDeadLettered()).isEqualTo(4);
  }

  @Test
  void anEffectOfAnOrderThatWasNeverPlacedIsAnOrphan() {
    run.performed.add(
        new SyntheticRun.Performed(777_777, EffectType.CHARGE, new UUID(9, 9), START));

    assertThat(analyse().orders()).isEqualTo(defects(0, 1, 0, 0, 0));
  }

  @Test
  void anEventThatOvertookAnEarlierOneOfItsKeyIsAnOrderingViolation() {
    placed(100).keySequence = 5;
    event(100, EventType.STOCK_RESERVED).keySequence = 5;
    follow(100, EventType.ORDER_AMENDED, 4);

    assertThat(analyse().orders()).isEqualTo(defects(0, 0, 1, 0, 0));
  }

  @Test
  void followUpsInOrderAreNoViolation() {
    follow(100, EventType.ORDER_AMENDED, 1);
    follow(100, EventType.ORDER_CANCELLED, 2);

    assertThat(analyse().orders()).isEqualTo(CLEAN);
  }

  @Test
  void aDispatchThatFollowsFromNoPaymentIsImpossible() {
    event(40, EventType.ORDER_DISPATCHED).cause = event(40, EventType.STOCK_RESERVED);

    RunResult result = analyse();

    assertThat(result.orders().impossibleTransitions()).isEqualTo(1);
    assertThat(result.anomalies())
        .anySatisfy(a -> assertThat(a.evidence()).contains("STOCK_RESERVED does not lead to it"));
  }

  @Test
  void anEventWhoseCauseLiesElsewhereIsImpossible() {
    event(41, EventType.PAYMENT_CONFIRMED).claimedCauseOffset = 999_999L;

    assertThat(analyse().orders()).isEqualTo(defects(0, 0, 0, 1, 0));
  }

  @Test
  void aPaymentThatWasConfirmedAndDeclinedIsImpossible() {
    var stock = event(42, EventType.STOCK_RESERVED);
    var declined =
        run.emit(
            stock,
            EventType.PAYMENT_DECLINED,
            "payments",
            event(42, EventType.PAYMENT_CONFIRMED).time + MS,
            null);
    run.number();

    RunResult result = analyse();

    assertThat(result.orders().impossibleTransitions()).isEqualTo(1);
    assertThat(result.anomalies())
        .anySatisfy(a -> assertThat(a.evidence()).contains("had followed from the same event"));
    assertThat(declined.offset).isNotNegative();
  }

  @Test
  void anOrderThatLiesOnItsTopicTwiceIsADuplicate() {
    SyntheticRun.Event again = copy(placed(44), placed(44).time + 2 * MS);
    run.number();
    run.orders.get(44).ackOffset = placed(44).offset;

    RunResult result = analyse();

    assertThat(found(result)).containsExactly("duplicate");
    assertThat(result.anomalyCounts()).containsEntry("duplicate", 1L);
    assertThat(result.anomalies().get(0).evidence()).endsWith("@" + placed(44).offset);
    assertThat(again.offset).isNotEqualTo(placed(44).offset);
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void aLaterSendOfAKeyThatWasPutBeforeAnEarlierOneIsANonmonotonicSend() {
    follow(100, EventType.ORDER_AMENDED, 1);
    follow(100, EventType.ORDER_CANCELLED, 2);
    SyntheticRun.Event amended = run.followUps.get(0);
    SyntheticRun.Event cancelled = run.followUps.get(1);
    long offset = amended.offset;
    amended.offset = cancelled.offset;
    cancelled.offset = offset;

    assertThat(found(analyse())).containsExactly("nonmonotonic-send", "ordering-violation");
  }

  @Test
  void aConsumerThatIsGivenAnEarlierRecordWithinItsAssignmentPollsNonmonotonically() {
    run.deliveries = r -> isAt(r, "inventory", 100) ? at(r, 10) : r;

    RunResult result = analyse();

    assertThat(found(result)).containsExactlyInAnyOrder("nonmonotonic-poll", "poll-skip");
    assertThat(result.anomalies())
        .filteredOn(a -> a.kind().equals("poll-skip"))
        .as("back at 101, record 11 was not next")
        .hasSize(1);
  }

  @Test
  void aRecordThatAConsumerIsNotGivenThoughLaterOnesAreIsAPollSkip() {
    run.deliveries = r -> isAt(r, "inventory", 100) ? null : r;

    RunResult result = analyse();

    assertThat(found(result)).containsExactly("poll-skip");
    assertThat(result.anomalies().get(0).evidence()).contains("left out 100");
  }

  @Test
  void redeliveryAfterARebalanceIsCountedAndNoDefect() {
    run.deliveries =
        r ->
            isAt(r, "inventory", 100)
                ? new StageRecord(
                    r.timeNanos(), StageRecord.Event.ASSIGNED, 0, r.topic(), 0, -1, -1, 0, 0)
                : isAt(r, "inventory", 101) ? at(r, 50) : r;

    RunResult result = analyse();

    assertThat(found(result)).doesNotContain("nonmonotonic-poll");
    assertThat(result.amplification()).containsEntry("payment redelivered", 1L);
  }

  @Test
  void aRecordThatNoConsumerWasGivenIsUnseen() {
    var input = event(1999, EventType.STOCK_RESERVED);
    run.undo(event(1999, EventType.PAYMENT_CONFIRMED));
    input.handled.put("payment", Long.MAX_VALUE);

    RunResult result = analyse();

    assertThat(found(result)).containsExactly("unseen");
    assertThat(result.anomalies().get(0).evidence()).contains("never given to payment");
  }

  @Test
  void anEffectOfAReplayThatDoesNotSaySoIsFound() {
    SyntheticRun.Event again = copy(event(45, EventType.STOCK_RESERVED), START + 15 * SECOND);
    again.replayed = true;
    run.number();
    run.performed.add(
        new SyntheticRun.Performed(45, EffectType.CHARGE, again.id, again.time + 10 * MS));

    assertThat(found(analyse())).containsExactly("replay-side-effect", "duplicate-effect");
  }

  @Test
  void aReplayWithoutEffectIsNoDefect() {
    copy(event(45, EventType.STOCK_RESERVED), START + 15 * SECOND).replayed = true;
    run.number();

    assertThat(found(analyse())).isEmpty();
  }

  @Test
  void aFindingTellsTheHistoryOfItsOrder() {
    run.undo(event(100, EventType.PAYMENT_CONFIRMED));

    RunResult result = analyse();

    var lost =
        result.anomalies().stream()
            .filter(a -> a.kind().equals("lost-write"))
            .findFirst()
            .orElseThrow();
    var stock = event(100, EventType.STOCK_RESERVED);
    assertThat(lost.history())
        .extracting(line -> line.what() + " " + line.event() + " " + line.position())
        .containsSubsequence(
            "intended to be sent ORDER_PLACED ",
            "sent ORDER_PLACED ",
            "observed ORDER_PLACED " + where(placed(100)),
            "observed STOCK_RESERVED " + where(stock),
            "payment committed past it  " + where(stock));
    assertThat(lost.history())
        .anyMatch(l -> l.what().equals("acknowledged"))
        .anyMatch(l -> l.what().equals("payment: delivered"))
        .anyMatch(l -> l.what().equals("committed to the store") && l.event().equals("RESERVE"))
        .anyMatch(l -> l.cause().equals(where(placed(100))));
    assertThat(result.anomalyCounts())
        .containsEntry("lost-write", 1L)
        .containsEntry("precommitted-read", null);
  }

  private static List<String> found(RunResult result) {
    return result.anomalies().stream().map(a -> a.kind()).distinct().toList();
  }

  private static String where(SyntheticRun.Event event) {
    return event.topic + "/" + event.partition + "@" + event.offset;
  }

  private static boolean isAt(StageRecord record, String topic, long offset) {
    return topic.equals(record.topic()) && record.partition() == 0 && record.offset() == offset;
  }

  private static StageRecord at(StageRecord r, long offset) {
    return new StageRecord(
        r.timeNanos(),
        r.event(),
        r.consumer(),
        r.topic(),
        r.partition(),
        offset,
        r.orderNumber(),
        r.attempt(),
        r.detail());
  }

  /** The same event once more on the same partition. */
  private SyntheticRun.Event copy(SyntheticRun.Event event, long time) {
    SyntheticRun.Event again = new SyntheticRun.Event();
    again.order = event.order;
    again.type = event.type;
    again.topic = event.topic;
    again.partition = event.partition;
    again.time = time;
    again.id = event.id;
    again.cause = event.cause;
    again.keySequence = event.keySequence;
    run.events.add(again);
    return again;
  }

  @Test
  void aStoreThatDoesNotHoldWhatTheEventsTellIsAParityMismatch() {
    run.stored.removeIf(s -> s.order() == 50 && s.type() == EffectType.CHARGE);
    run.performed.removeIf(p -> p.order() == 51 && p.type() == EffectType.RESERVE);

    assertThat(analyse().orders()).isEqualTo(defects(0, 0, 0, 0, 2));
  }

  @Test
  void aChargeThatItsOwnEventTookBackBeforeAnybodyWasToldIsNoMismatch() {
    SyntheticRun unpaid = Campaign.steady(100, 20).shares(0, 0.1).simulate();
    SyntheticRun.Event declined =
        unpaid.events.stream()
            .filter(e -> e.type == EventType.PAYMENT_DECLINED)
            .findFirst()
            .orElseThrow();
    UUID stock = declined.cause.id;
    int order = declined.order;
    long time = declined.time;
    unpaid.performed.add(
        new SyntheticRun.Performed(order, EffectType.CHARGE, stock, time - 4 * MS));
    unpaid.performed.add(
        new SyntheticRun.Performed(order, EffectType.REFUND, stock, time - 2 * MS));
    unpaid.stored.add(
        new SyntheticRun.Stored(order, EffectType.REFUND, stock, declined.id, time - MS));

    OrderCounts orders = analyse(unpaid, "taken-back").orders();
    unpaid.performed.removeIf(p -> p.type() == EffectType.REFUND);
    OrderCounts kept = analyse(unpaid, "kept").orders();

    assertThat(orders.parityMismatches()).isZero();
    assertThat(orders.orphanEffects() + orders.duplicateEffects()).isZero();
    assertThat(kept.parityMismatches()).as("of the charge and of the refund").isEqualTo(2);
    assertThat(kept.orphanEffects()).isEqualTo(1);
  }

  private RunResult analyse(SyntheticRun of, String name) {
    return Checked.analyse(
        SyntheticFolder.write(of, temp.resolve(name)),
        Campaign.expectations(of, Objectives.none()));
  }

  @Test
  void anIndeterminateOrderThatLandedCountsAsOneThatArrived() {
    run.orders.get(60).result = Outcome.Result.INDETERMINATE;
    run.orders.get(61).result = Outcome.Result.INDETERMINATE;
    run.orders.get(62).result = null;
    run.forget(placed(61));

    OrderCounts orders = analyse().orders();

    assertThat(orders)
        .isEqualTo(new OrderCounts(2000, 1997, 0, 3, 2, 1999, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void aRejectedOrderHasNoFate() {
    run.orders.get(63).result = Outcome.Result.REJECTED;
    run.forget(placed(63));

    assertThat(analyse().orders())
        .isEqualTo(new OrderCounts(2000, 1999, 1, 0, 0, 1999, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void poisonThatIsNotDeadLetteredIsMissedAndAnOrderThatIsIsFalselySo() {
    SyntheticRun poisoned =
        Campaign.steady(100, 20)
            .poison(0.01)
            .fault("poison", "message", Campaign.s(1), Campaign.s(19), "")
            .simulate();
    poisoned.deadLetters.subList(0, 3).clear();
    var stock = poisoned.orders.get(70).event(EventType.STOCK_RESERVED);
    poisoned.deadLetters.add(
        new SyntheticRun.DeadLetter("payment", stock, stock.time + MS, "TimeoutException"));

    RunResult result =
        analyse(
            poisoned,
            STRICT,
            new ExpectedFault("poison", ExpectedFault.Kind.MESSAGE, "orders", ""));

    DeadLetters letters = result.deadLetters();
    assertThat(letters.injected()).isEqualTo(20);
    assertThat(letters.deadLettered()).isEqualTo(17);
    assertThat(letters.missed()).isEqualTo(3);
    assertThat(letters.falselyDeadLettered()).isEqualTo(1);
    assertThat(result.orders().fulfilled()).as("a fulfilled order stays fulfilled").isEqualTo(2000);
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void injectedRecordsThatAreProcessedOrIgnoredAsTheyShouldBeAreNoDefect() {
    SyntheticRun poisoned = withDuplicatesAndSlowPoison();
    poisoned.number();

    RunResult result = analyse(poisoned, STRICT, MESSAGES);

    assertThat(result.deadLetters().others()).isEqualTo(new Dispositions(4, 4, 3, 3));
    assertThat(result.deadLetters().falselyDeadLettered()).isZero();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void slowPoisonThatNothingFollowedFromIsNotProcessed() {
    SyntheticRun poisoned = withDuplicatesAndSlowPoison();
    poisoned.events.remove(poisoned.events.size() - 1);
    poisoned.number();

    RunResult result = analyse(poisoned, STRICT, MESSAGES);

    assertThat(result.deadLetters().others()).isEqualTo(new Dispositions(4, 3, 3, 3));
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
    assertThat(result.reasons())
        .anyMatch(reason -> reason.contains("3 of 4 processed, 3 of 3 ignored"));
  }

  @Test
  void slowPoisonInADeadLetterQueueIsFalselyThereAndNotProcessed() {
    SyntheticRun poisoned = withDuplicatesAndSlowPoison();
    var slow = poisoned.injections.get(0).event();
    poisoned.deadLetters.add(
        new SyntheticRun.DeadLetter("inventory", slow, slow.time + MS, "TimeoutException"));
    poisoned.number();

    RunResult result = analyse(poisoned, STRICT, MESSAGES);

    assertThat(result.deadLetters().others()).isEqualTo(new Dispositions(4, 3, 3, 3));
    assertThat(result.deadLetters().falselyDeadLettered()).isEqualTo(1);
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void aDuplicateThatAnEventFollowedFromIsNotIgnored() {
    SyntheticRun poisoned = withDuplicatesAndSlowPoison();
    var duplicate = poisoned.injections.get(5).event();
    poisoned.events.add(outcome(duplicate));
    poisoned.number();

    RunResult result = analyse(poisoned, STRICT, MESSAGES);

    assertThat(result.deadLetters().others()).isEqualTo(new Dispositions(4, 4, 3, 2));
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  private static final ExpectedFault MESSAGES =
      new ExpectedFault("poison", ExpectedFault.Kind.MESSAGE, "orders", "");

  /** Four records with the outcomes that they should have, three that should have none. */
  private static SyntheticRun withDuplicatesAndSlowPoison() {
    SyntheticRun run =
        Campaign.steady(100, 20)
            .fault("poison", "message", Campaign.s(1), Campaign.s(19), "")
            .simulate();
    for (int number = 0; number < 7; number++) {
      boolean slow = number < 4;
      var event = injected(run.orders.get(100 * (number + 1)).intended + 7, number);
      run.events.add(event);
      run.injections.add(
          new SyntheticRun.Injected(
              event,
              slow ? "malformed" : "unknown-schema",
              slow ? Injection.Disposition.PROCESSED_SLOWLY : Injection.Disposition.IGNORED));
    }
    run.injections.subList(0, 4).forEach(slow -> run.events.add(outcome(slow.event())));
    return run;
  }

  private static SyntheticRun.Event injected(long time, int number) {
    var event = new SyntheticRun.Event();
    event.order = -1;
    event.type = EventType.ORDER_PLACED;
    event.topic = "orders";
    event.time = time;
    event.id = new UUID(77, number);
    event.injected = true;
    event.handled.put("inventory", time + 8 * MS);
    return event;
  }

  private static SyntheticRun.Event outcome(SyntheticRun.Event of) {
    SyntheticRun.Event event = injected(of.time + 20 * MS, (int) of.id.getLeastSignificantBits());
    event.type = EventType.STOCK_RESERVED;
    event.topic = "inventory";
    event.id = new UUID(78, of.id.getLeastSignificantBits());
    event.cause = of;
    event.handled.clear();
    event.handled.put("payment", event.time + 8 * MS);
    return event;
  }

  @Test
  void aRedeliveredEventThatIsWrittenAgainIsNoDefect() {
    var confirmed = event(80, EventType.PAYMENT_CONFIRMED);
    var again =
        run.emit(
            confirmed.cause,
            EventType.PAYMENT_CONFIRMED,
            "payments",
            confirmed.time + 50 * MS,
            null);
    again.id = confirmed.id;
    run.orders.get(80).events.put(EventType.PAYMENT_CONFIRMED.name(), confirmed);
    run.number();

    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(CLEAN);
    assertThat(result.amplification()).containsEntry("events written again", 1L);
  }

  @Test
  void oneAlteredByteMakesTheRunVoid() throws Exception {
    var folder = SyntheticFolder.write(run, temp);
    Files.writeString(folder.samples(), "late");
    Files.writeString(folder.events(), " \n", StandardOpenOption.APPEND);

    RunResult result = Checked.analyse(folder, Campaign.expectations(run, STRICT));

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("records altered"));
  }

  @Test
  void aMissingFileMakesTheRunVoid() throws Exception {
    var folder = SyntheticFolder.write(run, temp);
    Files.delete(folder.storeOrders());
    folder.seal();

    RunResult result = Checked.analyse(folder, Campaign.expectations(run, STRICT));

    assertThat(result.validity().reasons())
        .anySatisfy(r -> assertThat(r.figure()).isEqualTo("store/orders.bin"));
  }

  @Test
  void aGeneratorThatIsLateByItselfMakesTheRunVoid() {
    run.orders
        .subList(300, 400)
        .forEach(o -> o.sent = Math.max(o.intended, run.orders.get(399).intended));
    run.orders.subList(300, 400).forEach(o -> o.returned = o.sent + 3000);
    run.orders.subList(300, 400).forEach(o -> o.completed = Math.max(o.completed, o.sent + MS));

    RunResult result = analyse();

    assertThat(result.validity().reasons()).extracting(r -> r.name()).contains("generator late");
    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
  }

  @Test
  void aLateGeneratorOnAFullMachineWasStarved() {
    run.cpu.put("generator", 0.3);
    run.cpu.put("broker-1", 1.65);
    run.orders
        .subList(300, 400)
        .forEach(o -> o.sent = Math.max(o.intended, run.orders.get(399).intended));
    run.orders.subList(300, 400).forEach(o -> o.returned = o.sent + 3000);
    run.orders.subList(300, 400).forEach(o -> o.completed = Math.max(o.completed, o.sent + MS));

    assertThat(analyse().validity().reasons())
        .filteredOn(r -> r.name().equals("generator starved of CPU"))
        .singleElement()
        .satisfies(r -> assertThat(r.figure()).contains("used 1.95 of 2 cores"));
  }

  @Test
  void aFullMachineWhoseGeneratorIsInTimeIsOnlyNoted() {
    run.cpu.put("broker-1", 1.95);

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.validity().notes())
        .singleElement()
        .asString()
        .contains("used 1.95 of 2 cores");
  }

  @Test
  void aLateGeneratorThatCollectsGarbageIsToldWhy() {
    run.cpu.put("generator", 0.3);
    run.gc.put("generator", 0.04);
    run.orders
        .subList(300, 400)
        .forEach(o -> o.sent = Math.max(o.intended, run.orders.get(399).intended));
    run.orders.subList(300, 400).forEach(o -> o.returned = o.sent + 3000);
    run.orders.subList(300, 400).forEach(o -> o.completed = Math.max(o.completed, o.sent + MS));

    assertThat(analyse().validity().reasons())
        .filteredOn(r -> r.name().equals("garbage collection of the generator"))
        .singleElement()
        .satisfies(r -> assertThat(r.figure()).contains("spent 4.0 % of the 5 s"));
  }

  @Test
  void anObserverThatCollectsGarbageAndIsInTimeIsOnlyNoted() {
    run.cpu.put("observer", 0.3);
    run.gc.put("observer", 0.03);

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.validity().notes())
        .singleElement()
        .asString()
        .contains("the observer spent 3.0 %");
  }

  @Test
  void collectionsWithinTheLimitOrOfThePipelineAreNotNoted() {
    run.cpu.put("generator", 0.3);
    run.gc.put("generator", 0.01);
    run.cpu.put("pipeline", 0.3);
    run.gc.put("pipeline", 0.5);

    assertThat(analyse().validity().notes()).isEmpty();
  }

  @Test
  void aMachineWithRoomIsNotNoted() {
    run.cpu.put("broker-1", 1.5);

    assertThat(analyse().validity().notes()).isEmpty();
  }

  @Test
  void aGeneratorThatIsBlockedInsideSendIsNotLateByItself() {
    long blockedUntil = run.orders.get(399).intended;
    run.orders.get(300).returned = blockedUntil;
    long free = blockedUntil;
    for (int i = 301; i < 400; i++) {
      run.orders.get(i).sent = free;
      run.orders.get(i).returned = free + 2000;
      run.orders.get(i).completed = Math.max(run.orders.get(i).completed, free + MS);
      free += 5000;
    }

    assertThat(analyse().validity().reasons()).isEmpty();
  }

  @Test
  void ordersThatWereNeverAttemptedMakeTheRunVoid() {
    for (int i = 1000; i < 1100; i++) {
      run.forget(placed(i));
    }
    run.orders.removeIf(o -> o.number >= 1000 && o.number < 1100);

    RunResult result = analyse();

    assertThat(result.validity().reasons())
        .extracting(r -> r.name())
        .containsExactly("schedule not carried out");
  }

  @Test
  void aFaultWithoutEffectOrThatNeverCameMakesTheRunVoid() {
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.FAULT_INJECTED)
            .with("fault", "cut")
            .with("kind", "link"));
    run.log.add(RunEvent.of(START + 2 * SECOND, RunEvent.FAULT_REVERTED).with("fault", "cut"));
    run.log.add(
        RunEvent.of(START + 2 * SECOND, RunEvent.FAULT_EFFECT)
            .with("fault", "cut")
            .with("effective", false));

    RunResult result =
        analyse(
            new ExpectedFault("cut", ExpectedFault.Kind.LINK, "payment -> payment-provider", ""),
            process("absent"));

    assertThat(result.validity().reasons())
        .extracting(r -> r.name())
        .containsExactly("fault without effect", "fault never injected");
    assertThat(result.validity().faultsEffective()).isFalse();
  }

  @Test
  void anUnplannedDeathOfABrokerBreachesAndThatOfTheObserverVoids() {
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.PROCESS_DIED)
            .with("process", "broker-1")
            .with("planned", false));
    assertThat(analyse().verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void aClockThatIsSetBackVoids() {
    run.behind = time -> time < START + 10 * SECOND ? 0 : 3 * SECOND;

    assertThat(analyse().validity().reasons())
        .filteredOn(r -> r.name().equals("clock stepped"))
        .singleElement()
        .satisfies(r -> assertThat(r.figure()).contains("brokers").contains("3000 ms"));
  }

  @Test
  void aClockThatIsAheadIsApart() {
    run.behind = time -> time < START + 10 * SECOND ? 0 : -3 * SECOND;

    assertThat(analyse().validity().reasons())
        .extracting(r -> r.name())
        .containsExactly("clocks apart");
  }

  @Test
  void anObserverThatIsBehindForAWhileIsNoClockStep() {
    run.behind = time -> time > START + 6 * SECOND && time < START + 12 * SECOND ? SECOND : 0;

    assertThat(analyse().validity().reasons())
        .extracting(r -> r.name())
        .containsExactly("observer behind");
  }

  @Test
  void aStepThatAProcessSawVoidsAndASmallOneDoesNot() {
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.CLOCK_STEP)
            .with("process", "generator")
            .with("stepMs", -400));
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.CLOCK_STEP)
            .with("process", "observer")
            .with("stepMs", 3));

    assertThat(analyse().validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("clock stepped"))
        .satisfies(r -> assertThat(r.figure()).isEqualTo("generator: -400 ms"));
  }

  @Test
  void aClientThatBypassedItsLinkVoids() {
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.LINK_BYPASSED)
            .with("link", "payment -> payment-provider")
            .with("evidence", "12 calls while the link was down"));

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("link bypassed"))
        .satisfies(r -> assertThat(r.remedy()).isNotEmpty());
  }

  @Test
  void theDeathOfTheObserverVoids() {
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.PROCESS_DIED)
            .with("process", "observer")
            .with("planned", false));

    assertThat(analyse().verdict()).isEqualTo(Verdict.VOID);
  }

  @Test
  void aLoadThatEndedAfterHalfOfItsScheduleVoids() {
    endLoadAt(10);

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("schedule not carried out"));
  }

  @Test
  void aLoadThatWasToldToEndIsAskedForNoMore() {
    endLoadAt(10);
    run.log.add(RunEvent.of(START + 10 * SECOND, RunEvent.INTERRUPTED));

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
    assertThat(result.validity().reasons()).isEmpty();
  }

  @Test
  void aLoadThatTheDeathOfAStageEndedIsABreach() {
    endLoadAt(10);
    run.log.add(
        RunEvent.of(START + 10 * SECOND, RunEvent.PROCESS_DIED)
            .with("process", "payment")
            .with("planned", false));

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
    assertThat(result.validity().reasons()).isEmpty();
  }

  /** Half of the orders were never attempted, in a load shorter than any window. */
  @Test
  void aShortLoadIsHeldAgainstItsScheduleToo() {
    SyntheticRun brief = Campaign.steady(100, 4).simulate();
    forgetFrom(brief, 200);

    RunResult result = analyse(brief, STRICT);

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .extracting(r -> r.name())
        .containsExactly("schedule not carried out");
  }

  @Test
  void aLoadThatItsOperatorCutIsOwedUpToThereAndToldOf() {
    endLoadAt(10);
    cutAt(10);

    RunResult result = analyseOffered(10);

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.validity().notes())
        .contains("the load was ended after 10.0 s: every replay is over");
  }

  /** It was to send two seconds longer, by its operator's own word. */
  @Test
  void aLoadThatEndedBeforeItsOperatorCutItVoids() {
    endLoadAt(8);
    cutAt(10);

    RunResult result = analyseOffered(10);

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .extracting(r -> r.name())
        .containsExactly("schedule not carried out");
  }

  private void cutAt(int second) {
    run.log.add(
        RunEvent.of(START + second * SECOND, RunEvent.LOAD_CUT)
            .with("reason", "every replay is over"));
  }

  private RunResult analyseOffered(int seconds) {
    return Checked.analyse(
        SyntheticFolder.write(run, temp),
        Campaign.expectations(run, STRICT).offering(Duration.ofSeconds(seconds)));
  }

  private void endLoadAt(int second) {
    forgetFrom(run, second * 100);
    run.log.removeIf(event -> event.is(RunEvent.LOAD_ENDED));
    run.log.add(RunEvent.of(START + second * SECOND, RunEvent.LOAD_ENDED));
  }

  private static void forgetFrom(SyntheticRun of, int order) {
    List.copyOf(of.orders.subList(order, of.orders.size()))
        .forEach(gone -> of.forget(gone.event(EventType.ORDER_PLACED)));
    of.orders.subList(order, of.orders.size()).clear();
  }

  /** A consumer that is killed leaves half a record; a broker that is killed does not. */
  @Test
  void theDeathOfABrokerExcusesNoTruncatedStage() throws Exception {
    died("broker-1");
    assertThat(analyseWithTruncatedStage().validity().reasons())
        .extracting(r -> r.name())
        .containsExactly("records truncated");
  }

  @Test
  void theDeathOfAConsumerExcusesATruncatedStage() throws Exception {
    died("payment-consumers");
    assertThat(analyseWithTruncatedStage().validity().reasons()).isEmpty();
  }

  private void died(String process) {
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.PROCESS_DIED)
            .with("process", process)
            .with("planned", true));
  }

  private RunResult analyseWithTruncatedStage() throws Exception {
    var folder = SyntheticFolder.write(run, temp);
    Path stage = folder.stage("payment");
    byte[] whole = Files.readAllBytes(stage);
    Files.write(stage, java.util.Arrays.copyOf(whole, whole.length - 5));
    folder.seal();
    return Checked.analyse(folder, Campaign.expectations(run, STRICT));
  }

  @Test
  void anAbortOutranksEverything() {
    run.log.add(RunEvent.of(START + SECOND, RunEvent.ABORT).with("reason", "lag above 500000"));
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.HARNESS_FAILURE)
            .with("part", "observer")
            .with("reason", "full disk"));
    run.forget(placed(5));

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
    assertThat(result.reasons()).first().isEqualTo("aborted by a safeguard: lag above 500000");
    assertThat(result.reasons()).contains("proven: 1 acknowledged orders are lost");
  }

  private SyntheticRun.Event placed(int order) {
    return event(order, EventType.ORDER_PLACED);
  }

  private SyntheticRun.Event event(int order, EventType type) {
    return run.orders.get(order).event(type);
  }

  private void again(int order, EffectType type) {
    SyntheticRun.Performed first =
        run.performed.stream()
            .filter(p -> p.order() == order && p.type() == type)
            .findFirst()
            .orElseThrow();
    run.performed.add(
        new SyntheticRun.Performed(order, type, first.cause(), first.time() + 100 * MS));
  }

  /** Puts a follow-up event of an order on the topic; its key is the order. */
  private void follow(int order, EventType type, int sequence) {
    SyntheticRun.Event event = new SyntheticRun.Event();
    event.order = order;
    event.type = type;
    event.topic = "orders";
    event.partition = placed(order).partition;
    event.time = placed(order).time + sequence * MS * 10;
    event.id = new UUID(order + 1L, type.code());
    event.keySequence = sequence;
    run.events.add(event);
    run.followUps.add(event);
    run.number();
  }

  private static ExpectedFault process(String name) {
    return new ExpectedFault(name, ExpectedFault.Kind.PROCESS, "broker-1", "");
  }

  private static OrderCounts fates(
      long fulfilled, long compensated, long dead, long inFlight, long lost) {
    return new OrderCounts(
        2000,
        2000,
        0,
        0,
        0,
        fulfilled,
        compensated,
        dead,
        inFlight,
        lost,
        0,
        inFlight * 0,
        0,
        0,
        0);
  }

  private static OrderCounts defects(
      long duplicates, long orphans, long ordering, long transitions, long parity) {
    return new OrderCounts(
        2000, 2000, 0, 0, 0, 2000, 0, 0, 0, 0, duplicates, orphans, ordering, transitions, parity);
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.get(0);
  }

  private RunResult analyse(ExpectedFault... faults) {
    return analyse(run, STRICT, faults);
  }

  private RunResult analyse(SyntheticRun of, Objectives objectives, ExpectedFault... faults) {
    return Checked.analyse(
        SyntheticFolder.write(of, temp), Campaign.expectations(of, objectives, faults));
  }
}
