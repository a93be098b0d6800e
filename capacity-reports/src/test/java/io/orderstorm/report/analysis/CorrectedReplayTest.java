package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.MS;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a corrected replay leaves behind is no defect, and defects in one are found. */
class CorrectedReplayTest {

  private static final Objectives STRICT =
      new Objectives(List.of(), List.of(), List.of(), true, true, null);
  private static final OrderCounts CLEAN =
      new OrderCounts(2000, 2000, 0, 0, 0, 2000, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  private static final long LATE = START + 15 * SECOND;

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).simulate();

  @Test
  void whatIsMadeAgainIsNoSecondEffectAndNoImpossibleTransition() {
    for (int order = 300; order < 340; order++) {
      correct(order, 1);
    }
    correct(310, 2);

    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(CLEAN);
    assertThat(found(result)).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void compensatedOrdersAreCorrectedToo() {
    SyntheticRun mixed = Campaign.steady(100, 20).shares(0.1, 0.1).simulate();
    OrderCounts before = analyse(mixed, "before").orders();
    for (int order = 300; order < 400; order++) {
      SyntheticRun.Event paid =
          mixed.events.stream().filter(e -> isPayment(e)).skip(order).findFirst().orElseThrow();
      mixed.correct(paid, paid.cause, 1, LATE);
    }
    mixed.number();

    RunResult result = analyse(mixed, "after");

    assertThat(result.orders()).isEqualTo(before);
    assertThat(before.compensated()).isPositive();
    assertThat(found(result)).isEmpty();
  }

  private static boolean isPayment(SyntheticRun.Event event) {
    return event.topic.equals("payments") && event.revision == 0;
  }

  @Test
  void anEffectThatACorrectionHasDoneTwiceIsADuplicateWhateverRevisionItFollowsFrom() {
    SyntheticRun.Event confirmed = correct(45, 1);
    performed(45, EffectType.CHARGE, confirmed.cause);
    performed(45, EffectType.DISPATCH, confirmed);
    SyntheticRun.Event other = correct(46, 1);
    performed(46, EffectType.NOTIFY, other);

    RunResult result = analyse();

    assertThat(result.orders().duplicateEffects()).isEqualTo(3);
    assertThat(found(result)).containsExactly("duplicate-effect");
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void anEffectOfACorrectionThatDoesNotSaySoIsFound() {
    SyntheticRun.Event confirmed = correct(45, 1);
    run.performed.add(
        new SyntheticRun.Performed(45, EffectType.DISPATCH, confirmed.id, LATE + 20 * MS));

    assertThat(found(analyse()))
        .containsExactlyInAnyOrder("replay-side-effect", "duplicate-effect");
  }

  @Test
  void aStoreThatHoldsAnEffectOfBothRevisionsHoldsOneEffect() {
    SyntheticRun.Event confirmed = correct(45, 1);
    SyntheticRun.Event dispatched = follower(confirmed, EventType.ORDER_DISPATCHED);
    run.stored.removeIf(s -> s.order() == 45 && s.type() == EffectType.DISPATCH);

    assertThat(analyse().orders().parityMismatches()).isEqualTo(1);

    run.stored.add(
        new SyntheticRun.Stored(
            45,
            EffectType.DISPATCH,
            event(45, EventType.PAYMENT_CONFIRMED).id,
            dispatched.id,
            LATE));

    assertThat(analyse(run, "again").orders().parityMismatches()).isZero();
  }

  @Test
  void anOutcomeThatWasTurnedIntoItsOppositeIsImpossible() {
    correct(45, 1).type = EventType.PAYMENT_DECLINED;

    RunResult result = analyse();

    assertThat(result.orders().impossibleTransitions())
        .as("it was declined after it was confirmed, and dispatched though it was declined")
        .isEqualTo(2);
    assertThat(result.anomalies())
        .anyMatch(a -> a.evidence().contains("PAYMENT_CONFIRMED was made of the same event"));
  }

  @Test
  void aRevisionThatWasMadeTwiceIsImpossible() {
    SyntheticRun.Event first = correct(45, 1);
    SyntheticRun.Event second =
        run.correct(follower(first, EventType.ORDER_DISPATCHED), first, 1, LATE + SECOND);
    second.id = new java.util.UUID(4_545, 4_545);
    run.number();

    RunResult result = analyse();

    assertThat(result.orders().impossibleTransitions()).isPositive();
    assertThat(result.anomalies())
        .anyMatch(a -> a.evidence().contains("revision 1 had followed from the same event"));
  }

  @Test
  void aRevisionThatFallsIsImpossible() {
    SyntheticRun.Event confirmed = correct(45, 2);
    follower(confirmed, EventType.ORDER_DISPATCHED).revision = 1;

    RunResult result = analyse();

    assertThat(result.anomalies())
        .anyMatch(a -> a.evidence().contains("its revision is lower than 2, its cause's"));
  }

  @Test
  void whatAHigherRevisionHasSupersededIsNotLost() {
    SyntheticRun.Event old = event(45, EventType.PAYMENT_CONFIRMED);
    correct(45, 1);
    List.copyOf(run.events).stream().filter(e -> e.cause == old).forEach(run::forget);
    run.performed.removeIf(p -> p.cause().equals(old.id));
    run.stored.removeIf(s -> s.cause().equals(old.id));
    for (SyntheticRun.Event again : run.events) {
      if (again.revision == 1 && again.type != EventType.PAYMENT_CONFIRMED) {
        boolean sent = again.type == EventType.ORDER_DISPATCHED;
        EffectType effect = sent ? EffectType.DISPATCH : EffectType.NOTIFY;
        performed(45, effect, again.cause);
        run.stored.add(
            new SyntheticRun.Stored(45, effect, again.cause.id, again.id, again.time - MS));
      }
    }
    run.number();

    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(CLEAN);
  }

  @Test
  void whatNoRevisionHasAnsweredIsLost() {
    SyntheticRun.Event old = event(45, EventType.PAYMENT_CONFIRMED);
    SyntheticRun.Event again = correct(45, 1);
    List.copyOf(run.events).stream()
        .filter(e -> e.cause == old || e.cause == again)
        .forEach(run::forget);
    run.performed.removeIf(p -> p.cause().equals(old.id));
    run.stored.removeIf(s -> s.cause().equals(old.id));
    run.number();

    RunResult result = analyse();

    assertThat(result.orders().lost()).isEqualTo(1);
    assertThat(result.recovery())
        .filteredOn(row -> row.stage().equals("fulfilment"))
        .as("two events of one order are one order, and its money is lost once")
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.rpoOrders()).isEqualTo(1);
              assertThat(row.rpoMoney()).isEqualTo(moneyOf(45));
            });
  }

  @Test
  void whatWasGivenUpUnderAHigherRevisionIsNotSupersededByIt() {
    SyntheticRun.Event old = event(45, EventType.PAYMENT_CONFIRMED);
    SyntheticRun.Event again = correct(45, 1);
    List.copyOf(run.events).stream()
        .filter(e -> e.cause == old || e.cause == again)
        .forEach(run::forget);
    run.performed.removeIf(p -> p.cause().equals(old.id));
    run.stored.removeIf(s -> s.cause().equals(old.id));
    run.deadLetters.add(
        new SyntheticRun.DeadLetter("fulfilment", again, again.time + MS, "TimeoutException"));
    run.number();

    RunResult result = analyse();

    assertThat(result.orders().deadLettered()).isEqualTo(1);
    assertThat(result.recovery())
        .filteredOn(row -> row.stage().equals("fulfilment"))
        .as("revision 0 was lost before revision 1 was given up")
        .singleElement()
        .satisfies(row -> assertThat(row.rpoOrders()).isEqualTo(1));
  }

  @Test
  void aReplayThatTurnsAnOutcomeRoundWithoutARevisionIsFound() {
    SyntheticRun.Event confirmed = event(45, EventType.PAYMENT_CONFIRMED);
    SyntheticRun.Event declined = run.correct(confirmed, confirmed.cause, 0, LATE);
    run.events.removeIf(e -> e.cause == declined);
    declined.type = EventType.PAYMENT_DECLINED;
    declined.id = new java.util.UUID(4_545, 1);
    run.number();

    RunResult result = analyse();

    assertThat(result.orders().impossibleTransitions()).isEqualTo(1);
    assertThat(result.anomalies())
        .anyMatch(a -> a.evidence().contains("PAYMENT_CONFIRMED had followed from the same event"));
  }

  @Test
  void anOutcomeThatOnlyACorrectionMadeIsCountedOnceAndPaysForItsEffectOnce() {
    SyntheticRun.Event old = event(45, EventType.PAYMENT_CONFIRMED);
    SyntheticRun.Event again = correct(45, 1);
    List.copyOf(run.events).stream().filter(e -> e.cause == old).forEach(run::forget);
    run.forget(old);
    run.performed.removeIf(p -> p.order() == 45 && isBehindPayment(p.type()));
    run.stored.removeIf(s -> s.order() == 45 && isBehindPayment(s.type()));
    for (SyntheticRun.Event event : run.events) {
      EffectType effect = event.order == 45 ? effectOf(event) : null;
      if (effect != null && event.revision == 1) {
        performed(45, effect, event.cause);
        run.stored.add(
            new SyntheticRun.Stored(45, effect, event.cause.id, event.id, event.time - MS));
      }
    }
    run.deadLetters.add(
        new SyntheticRun.DeadLetter("payment", again.cause, old.time, "TimeoutException"));
    run.number();

    RunResult result = analyse();

    assertThat(result.orders()).isEqualTo(CLEAN);

    performed(45, EffectType.CHARGE, again.cause);

    assertThat(analyse(run, "twice").orders().duplicateEffects()).isEqualTo(1);
  }

  private Map<String, BigDecimal> moneyOf(int order) {
    SyntheticRun.Order of = run.orders.get(order);
    return Map.of(of.currency, BigDecimal.valueOf(of.amount, 2));
  }

  private static boolean isBehindPayment(EffectType type) {
    return type == EffectType.DISPATCH || type == EffectType.NOTIFY || type == EffectType.CHARGE;
  }

  private static EffectType effectOf(SyntheticRun.Event event) {
    return switch (event.type) {
      case PAYMENT_CONFIRMED -> EffectType.CHARGE;
      case ORDER_DISPATCHED -> EffectType.DISPATCH;
      case CUSTOMER_NOTIFIED -> EffectType.NOTIFY;
      default -> null;
    };
  }

  private SyntheticRun.Event correct(int order, int revision) {
    SyntheticRun.Event confirmed = event(order, EventType.PAYMENT_CONFIRMED);
    SyntheticRun.Event again =
        run.correct(confirmed, confirmed.cause, revision, LATE + revision * SECOND);
    run.number();
    return again;
  }

  private void performed(int order, EffectType type, SyntheticRun.Event cause) {
    var performed = new SyntheticRun.Performed(order, type, cause.id, LATE + 5 * SECOND);
    run.performed.add(performed);
    run.ofReplay.add(performed);
  }

  private SyntheticRun.Event follower(SyntheticRun.Event cause, EventType type) {
    return run.events.stream()
        .filter(e -> e.cause == cause && e.type == type)
        .findFirst()
        .orElseThrow();
  }

  private SyntheticRun.Event event(int order, EventType type) {
    return run.orders.get(order).event(type);
  }

  private static List<String> found(RunResult result) {
    return result.anomalies().stream().map(a -> a.kind()).distinct().toList();
  }

  private RunResult analyse() {
    return analyse(run, "run");
  }

  private RunResult analyse(SyntheticRun of, String name) {
    return Checked.analyse(
        SyntheticFolder.write(of, temp.resolve(name)), Campaign.expectations(of, STRICT));
  }
}
