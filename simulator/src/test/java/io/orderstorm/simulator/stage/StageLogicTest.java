package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.event.OrderLine;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.stage.Decision.Call;
import io.orderstorm.simulator.stage.Decision.Emit;
import io.orderstorm.simulator.stage.Decision.Ignore;
import io.orderstorm.simulator.stage.Decision.Invalid;
import io.orderstorm.simulator.stage.Decision.Note;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.topic.StageName;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StageLogicTest {
  private static final OrderHistory CANCELLED =
      new OrderHistory(
          List.of(new Handled(1, new UUID(1, 1), EventType.ORDER_CANCELLED, null, null, 0)));
  private static final OrderHistory RESERVED =
      new OrderHistory(
          List.of(
              new Handled(1, new UUID(1, 2), EventType.ORDER_PLACED, EffectType.RESERVE, null, 0)));

  @Test
  void aGoodOrderIsReservedAndAnotherIsRejectedByTheService() {
    assertThat(decide(StageName.INVENTORY, placed(500, "SKU-000001", 2, 250)))
        .isEqualTo(
            new Call(EffectType.RESERVE, EventType.STOCK_RESERVED, EventType.STOCK_REJECTED, ""));
  }

  @Test
  void anOrderThatMakesNoSenseIsInvalidAndTheReasonIsNamed() {
    assertThat(message(placed(-500, "SKU-000001", 2, 250)))
        .isEqualTo("amount must be positive, was -500");
    assertThat(message(placed(500, "SKU-999999", 2, 250))).isEqualTo("unknown SKU SKU-999999");
    assertThat(message(placed(500, "SKU-000001", 0, 250))).isEqualTo("a line of 0 at 250");
    assertThat(message(placed(501, "SKU-000001", 2, 250)))
        .isEqualTo("lines sum up to 500, not to 501");
    assertThat(message(event(EventType.ORDER_PLACED, 500, List.of()))).isEqualTo("no lines");
  }

  @Test
  void followUpsAreNoted() {
    assertThat(decide(StageName.INVENTORY, event(EventType.ORDER_AMENDED))).isEqualTo(new Note());
    assertThat(decide(StageName.INVENTORY, event(EventType.ORDER_CANCELLED))).isEqualTo(new Note());
  }

  @Test
  void onlyAReservationIsReleased() {
    var compensated = event(EventType.ORDER_COMPENSATED);

    assertThat(decide(StageName.INVENTORY, compensated, RESERVED))
        .isEqualTo(new Call(EffectType.RELEASE, EventType.STOCK_RELEASED, null, ""));
    assertThat(decide(StageName.INVENTORY, compensated)).isEqualTo(new Ignore());
  }

  @Test
  void aCancelledOrderIsNotChargedAndWhatACrashLeftBehindIsTakenBack() {
    assertThat(decide(StageName.PAYMENT, event(EventType.STOCK_RESERVED), CANCELLED))
        .isEqualTo(new Call(EffectType.REFUND, EventType.PAYMENT_SKIPPED, null, "CANCELLED"));
  }

  @Test
  void paymentSkipsWhatIsNotInStockAndIgnoresReleases() {
    assertThat(decide(StageName.PAYMENT, event(EventType.STOCK_REJECTED)))
        .isEqualTo(new Emit(EventType.PAYMENT_SKIPPED, "STOCK_REJECTED"));
    assertThat(decide(StageName.PAYMENT, event(EventType.STOCK_RELEASED))).isEqualTo(new Ignore());
  }

  @Test
  void whatIsNotPaidIsCompensated() {
    assertThat(decide(StageName.FULFILMENT, event(EventType.PAYMENT_DECLINED)))
        .isEqualTo(new Emit(EventType.ORDER_COMPENSATED, "PaymentDeclined"));
    assertThat(decide(StageName.FULFILMENT, event(EventType.PAYMENT_CONFIRMED)))
        .isEqualTo(new Call(EffectType.DISPATCH, EventType.ORDER_DISPATCHED, null, ""));
  }

  @Test
  void anEventOnTheWrongTopicIsInvalid() {
    assertThat(decide(StageName.FULFILMENT, event(EventType.ORDER_PLACED)))
        .isInstanceOf(Invalid.class);
    assertThat(decide(StageName.NOTIFICATION, event(EventType.STOCK_RESERVED)))
        .isInstanceOf(Invalid.class);
  }

  private static String message(OrderEvent event) {
    return ((Invalid) decide(StageName.INVENTORY, event)).message();
  }

  private static Decision decide(StageName stage, OrderEvent event) {
    return decide(stage, event, OrderHistory.BLANK);
  }

  private static Decision decide(StageName stage, OrderEvent event, OrderHistory history) {
    return StageLogic.of(stage, OrderProfile.ofSeed(1)).decide(event, history);
  }

  private static OrderEvent placed(long amount, String sku, int quantity, long price) {
    return event(EventType.ORDER_PLACED, amount, List.of(new OrderLine(sku, quantity, price)));
  }

  private static OrderEvent event(EventType type) {
    return event(type, 500, List.of());
  }

  private static OrderEvent event(EventType type, long amount, List<OrderLine> lines) {
    var meta = new EventMeta(type, new UUID(9, 9), "OS-1", 1, Cause.NONE, 0, 0);
    return new OrderEvent(meta, "C-1", amount, "EUR", "", lines);
  }
}
