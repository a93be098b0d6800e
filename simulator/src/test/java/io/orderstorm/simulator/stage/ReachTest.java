package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.event.OrderLine;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.topic.StageName;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final List<OrderHistory> HISTORIES =
      List.of(
          OrderHistory.BLANK,
          history(EventType.ORDER_CANCELLED, null),
          history(EventType.ORDER_PLACED, EffectType.RESERVE));

  @Test
  void itSaysWhatTheStagesDo() {
    for (StageName stage : StageName.values()) {
      for (EventType type : EventType.values()) {
        if (isRead(stage, type)) {
          Set<EventType> outcomes = EnumSet.noneOf(EventType.class);
          boolean calls = false;
          for (OrderHistory history : HISTORIES) {
            Decision decision =
                StageLogic.of(stage, OrderProfile.ofSeed(1)).decide(event(type), history);
            calls |= decision instanceof Decision.Call;
            if (decision instanceof Decision.Call call) {
              outcomes.add(call.onSuccess());
              if (call.onRefused() != null) {
                outcomes.add(call.onRefused());
              }
            }
            if (decision instanceof Decision.Emit emit) {
              outcomes.add(emit.outcome());
            }
          }
          assertThat(Reach.outcomes(stage, type)).as(stage + " of " + type).isEqualTo(outcomes);
          assertThat(Reach.calls(stage, type)).as(stage + " of " + type).isEqualTo(calls);
        }
      }
    }
  }

  @Test
  void behindAConfirmedPaymentEachOrderIsDispatchedAndItsCustomerToldTwice() {
    Reach reach = Reach.of(StageName.PAYMENT, EventType.PAYMENT_CONFIRMED, 10);

    assertThat(reach.given())
        .isEqualTo(Map.of(StageName.FULFILMENT, 10L, StageName.NOTIFICATION, 20L));
    assertThat(reach.calls())
        .isEqualTo(Map.of(StageName.FULFILMENT, 10L, StageName.NOTIFICATION, 20L));
  }

  @Test
  void ofAlternativesEachFigureIsThatOfTheGreatest() {
    assertThat(Reach.behind(StageName.PAYMENT, EventType.STOCK_RESERVED, 3).calls())
        .isEqualTo(
            Map.of(StageName.FULFILMENT, 3L, StageName.NOTIFICATION, 6L, StageName.INVENTORY, 3L));
    assertThat(Reach.behind(StageName.NOTIFICATION, EventType.ORDER_DISPATCHED, 3))
        .isEqualTo(Reach.NONE);
  }

  private static boolean isRead(StageName stage, EventType type) {
    String topic =
        switch (type) {
          case ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> "orders";
          case STOCK_RESERVED, STOCK_REJECTED, STOCK_RELEASED -> "inventory";
          case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED -> "payments";
          case ORDER_DISPATCHED, ORDER_COMPENSATED -> "fulfilment";
          case CUSTOMER_NOTIFIED -> "notifications";
        };
    return stage.reads().contains(topic);
  }

  private static OrderHistory history(EventType type, EffectType effect) {
    return new OrderHistory(List.of(new Handled(1, new UUID(1, 1), type, effect, null, 0)));
  }

  private static OrderEvent event(EventType type) {
    var meta = new EventMeta(type, new UUID(9, 9), "OS-1", 1, Cause.NONE, 0, 0);
    List<OrderLine> lines =
        type == EventType.ORDER_PLACED ? List.of(new OrderLine("SKU-000001", 2, 250)) : List.of();
    return new OrderEvent(meta, "C-1", 500, "EUR", "", lines);
  }
}
