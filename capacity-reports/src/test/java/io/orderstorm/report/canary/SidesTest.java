package io.orderstorm.report.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.canary.CanaryJudge.Call;
import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.HandlingRecord;
import io.orderstorm.report.record.HandlingRecord.Choice;
import io.orderstorm.report.record.HandlingRecord.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** The candidate in shadow, beside the stable version on the same events. */
class SidesTest {

  private static final int EVENTS = 400;
  private static final CanaryPlan PLAN =
      new CanaryPlan(
          "payment",
          CanaryPlan.Mode.SHADOW,
          "",
          Duration.ofSeconds(5),
          List.of(1.0),
          Duration.ofSeconds(8),
          new CanaryPlan.Rules(100, 0.01, 0.02, null));

  @Test
  void aCandidateThatDecidesAlikeGoesOn() {
    Sides sides = sides(event -> false, event -> false);

    assertThat(sides.candidate().events()).isEqualTo(EVENTS);
    assertThat(sides.stable().events()).isEqualTo(EVENTS);
    assertThat(sides.different()).isZero();
    assertThat(CanaryJudge.rule(PLAN, sides, PLAN.hold()).call()).isEqualTo(Call.GO_ON);
  }

  @Test
  void eachEventThatIsDecidedOtherwiseIsFoundAlthoughTheTotalsAgree() {
    // as many declines as the stable version, but of other events
    Sides sides = swapped();

    assertThat(sides.candidate().outcomes()).isEqualTo(sides.stable().outcomes());
    assertThat(sides.different()).isEqualTo(EVENTS / 10 * 2);
    CanaryJudge.Ruling ruling = CanaryJudge.rule(PLAN, sides, Duration.ofSeconds(1));
    assertThat(ruling.call()).isEqualTo(Call.TAKE_BACK);
    assertThat(ruling.reason()).startsWith("outcomes: events decided otherwise are 20.00 %");
  }

  @Test
  void aCandidateThatCanNotHandleSoundEventsIsTakenBack() {
    Sides sides = sides(event -> event % 20 == 0, event -> false);

    assertThat(sides.candidate().errors()).isEqualTo(EVENTS / 20);
    assertThat(sides.stable().errors()).isZero();
    assertThat(CanaryJudge.rule(PLAN, sides, PLAN.hold()).call()).isEqualTo(Call.TAKE_BACK);
  }

  @Test
  void whatOnlyOneVersionDecidedOnDoesNotCount() {
    Sides sides = sides(event -> false, event -> event < EVENTS / 2);

    assertThat(sides.stable().events()).isEqualTo(EVENTS / 2);
    assertThat(sides.candidate().events()).isEqualTo(EVENTS / 2);
    assertThat(sides.different()).isZero();
  }

  private static Sides swapped() {
    var sides = new Sides(CanaryPlan.Mode.SHADOW);
    for (int i = 0; i < EVENTS; i++) {
      sides.add(decision(i, false, choice(i % 10 == 0)));
      sides.add(decision(i, true, choice(i % 10 == 1)));
    }
    return sides;
  }

  private static Choice choice(boolean declined) {
    return declined ? Choice.EMIT : Choice.CALL;
  }

  private static Sides sides(IntPredicate invalid, IntPredicate notInShadow) {
    var records = new ArrayList<HandlingRecord>();
    for (int i = 0; i < EVENTS; i++) {
      records.add(decision(i, false, Choice.CALL));
      if (!notInShadow.test(i)) {
        records.add(decision(i, true, invalid.test(i) ? Choice.INVALID : Choice.CALL));
      }
    }
    Collections.shuffle(records, new Random(3));
    var sides = new Sides(CanaryPlan.Mode.SHADOW);
    records.forEach(sides::add);
    return sides;
  }

  private static HandlingRecord decision(int event, boolean candidate, Choice choice) {
    EventType intended =
        switch (choice) {
          case CALL -> EventType.PAYMENT_CONFIRMED;
          case EMIT -> EventType.PAYMENT_DECLINED;
          default -> EventType.UNKNOWN;
        };
    return new HandlingRecord(
        event,
        "inventory",
        0,
        event,
        event,
        new UUID(5, event),
        candidate,
        false,
        candidate,
        choice,
        intended,
        candidate ? null : Ending.HANDLED,
        candidate ? EventType.UNKNOWN : EventType.PAYMENT_CONFIRMED,
        1_000_000);
  }
}
