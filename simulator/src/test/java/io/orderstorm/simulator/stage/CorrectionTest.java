package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.stage.Decision.Call;
import io.orderstorm.simulator.stage.Decision.Emit;
import io.orderstorm.simulator.stage.Decision.Ignore;
import io.orderstorm.simulator.stage.Decision.Invalid;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.topic.StageName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CorrectionTest {
  private static final Decision CHARGE =
      new Call(EffectType.CHARGE, EventType.PAYMENT_CONFIRMED, EventType.PAYMENT_DECLINED, "");

  @Test
  void whatWasNeverDecidedIsDecidedAsTheHandlerDoesNow() {
    assertThat(Correction.of(CHARGE, Optional.empty(), 1)).isEqualTo(CHARGE);
    assertThat(Correction.of(CHARGE, Optional.of(without()), 1)).isEqualTo(CHARGE);
  }

  @Test
  void theSameOutcomeIsMadeAgain() {
    assertThat(Correction.of(CHARGE, before(EventType.PAYMENT_CONFIRMED, ""), 1)).isEqualTo(CHARGE);
    Decision skip = new Emit(EventType.PAYMENT_SKIPPED, "STOCK_REJECTED");
    assertThat(Correction.of(skip, before(EventType.PAYMENT_SKIPPED, "old"), 1)).isEqualTo(skip);
  }

  @Test
  void aServicesRefusalStandsWithoutBeingAskedForAgain() {
    assertThat(Correction.of(CHARGE, before(EventType.PAYMENT_DECLINED, "HTTP 402"), 1))
        .isEqualTo(new Emit(EventType.PAYMENT_DECLINED, "HTTP 402"));
  }

  @Test
  void anOutcomeIsNotTurnedIntoItsOpposite() {
    for (Decision turned :
        List.of(
            Correction.of(CHARGE, before(EventType.PAYMENT_DECLINED, "CANDIDATE"), 3),
            Correction.of(CHARGE, before(EventType.PAYMENT_SKIPPED, "CANCELLED"), 3),
            Correction.of(
                new Emit(EventType.PAYMENT_DECLINED, ""),
                before(EventType.PAYMENT_CONFIRMED, ""),
                3),
            Correction.of(
                new Call(EffectType.REFUND, EventType.PAYMENT_SKIPPED, null, ""),
                before(EventType.PAYMENT_CONFIRMED, ""),
                3),
            Correction.of(new Ignore(), before(EventType.STOCK_RELEASED, ""), 3))) {
      assertThat(turned)
          .isInstanceOfSatisfying(
              Invalid.class,
              invalid -> {
                assertThat(invalid.errorClass()).isEqualTo("CorrectionConflict");
                assertThat(invalid.message()).startsWith("revision 3 would make ");
              });
    }
  }

  @Test
  void aCancellationAfterTheFirstDecisionChangesTheNewOneNoMoreThanThat() {
    StageLogic payment = StageLogic.of(StageName.PAYMENT, OrderProfile.ofSeed(1));
    var cancelled = new Handled(1, new UUID(3, 3), EventType.ORDER_CANCELLED, null, null, 0);
    var meta = new EventMeta(EventType.STOCK_RESERVED, new UUID(1, 1), "OS-1", 1, Cause.NONE, 0, 0);
    var event = new OrderEvent(meta, "C-1", 500, "EUR", "", List.of());

    var paid = new OrderHistory(List.of(before(EventType.PAYMENT_CONFIRMED, "").get(), cancelled));
    assertThat(Correction.decide(payment, event, paid, meta.eventId(), 1)).isEqualTo(CHARGE);

    var skipped =
        new OrderHistory(List.of(before(EventType.PAYMENT_SKIPPED, "CANCELLED").get(), cancelled));
    assertThat(Correction.decide(payment, event, skipped, meta.eventId(), 1))
        .isEqualTo(new Call(EffectType.REFUND, EventType.PAYMENT_SKIPPED, null, "CANCELLED"));

    var never = new OrderHistory(List.of(cancelled));
    assertThat(Correction.decide(payment, event, never, meta.eventId(), 1))
        .as("what was never decided is decided with all that is known")
        .isEqualTo(new Call(EffectType.REFUND, EventType.PAYMENT_SKIPPED, null, "CANCELLED"));
  }

  private static Handled without() {
    return new Handled(1, new UUID(1, 1), EventType.STOCK_RESERVED, null, null, 0);
  }

  private static Optional<Handled> before(EventType outcome, String detail) {
    var meta = new EventMeta(outcome, new UUID(2, 2), "OS-1", 1, Cause.NONE, 0, 0);
    byte[] bytes = EventCodec.encode(new OrderEvent(meta, "C-1", 500, "EUR", detail, List.of()));
    return Optional.of(
        new Handled(
            1,
            new UUID(1, 1),
            EventType.STOCK_RESERVED,
            null,
            new Handled.Outcome(outcome, meta.eventId(), bytes),
            0));
  }
}
