package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.stage.Decision.Call;
import io.orderstorm.simulator.stage.Decision.Emit;
import io.orderstorm.simulator.stage.Decision.Ignore;
import io.orderstorm.simulator.stage.Decision.Invalid;
import io.orderstorm.simulator.stage.Decision.Note;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.topic.StageName;

/** Which effect and which event follow from an event: a pure function for each stage. */
@FunctionalInterface
interface StageLogic {

  Decision decide(OrderEvent event, OrderHistory history);

  static StageLogic of(StageName stage, OrderProfile profile) {
    return switch (stage) {
      case INVENTORY -> inventory(new OrderCheck(profile));
      case PAYMENT -> StageLogic::payment;
      case FULFILMENT -> StageLogic::fulfilment;
      case NOTIFICATION -> StageLogic::notification;
    };
  }

  private static StageLogic inventory(OrderCheck check) {
    return (event, history) ->
        switch (event.meta().type()) {
          case ORDER_PLACED ->
              check
                  .objection(event)
                  .<Decision>map(message -> new Invalid("InvalidOrder", message))
                  .orElseGet(
                      () ->
                          new Call(
                              EffectType.RESERVE,
                              EventType.STOCK_RESERVED,
                              EventType.STOCK_REJECTED,
                              ""));
          case ORDER_AMENDED, ORDER_CANCELLED -> new Note();
          case ORDER_DISPATCHED -> new Ignore();
          case ORDER_COMPENSATED ->
              history.reserved()
                  ? new Call(EffectType.RELEASE, EventType.STOCK_RELEASED, null, "")
                  : new Ignore();
          default -> unexpected(event);
        };
  }

  /**
   * A cancelled order is not charged, but a crash between an earlier call and its transaction may
   * have left a charge behind, made before the order was cancelled: so the provider is asked to
   * take back what there is, which is nearly always nothing.
   */
  private static Decision payment(OrderEvent event, OrderHistory history) {
    return switch (event.meta().type()) {
      case STOCK_RESERVED ->
          history.cancelled()
              ? new Call(EffectType.REFUND, EventType.PAYMENT_SKIPPED, null, "CANCELLED")
              : new Call(
                  EffectType.CHARGE, EventType.PAYMENT_CONFIRMED, EventType.PAYMENT_DECLINED, "");
      case STOCK_REJECTED -> new Emit(EventType.PAYMENT_SKIPPED, "STOCK_REJECTED");
      case STOCK_RELEASED -> new Ignore();
      default -> unexpected(event);
    };
  }

  private static Decision fulfilment(OrderEvent event, OrderHistory history) {
    return switch (event.meta().type()) {
      case PAYMENT_CONFIRMED -> new Call(EffectType.DISPATCH, EventType.ORDER_DISPATCHED, null, "");
      case PAYMENT_DECLINED, PAYMENT_SKIPPED ->
          new Emit(EventType.ORDER_COMPENSATED, event.meta().type().text());
      default -> unexpected(event);
    };
  }

  private static Decision notification(OrderEvent event, OrderHistory history) {
    return switch (event.meta().type()) {
      case PAYMENT_CONFIRMED,
          PAYMENT_DECLINED,
          PAYMENT_SKIPPED,
          ORDER_DISPATCHED,
          ORDER_COMPENSATED ->
          new Call(
              EffectType.NOTIFY, EventType.CUSTOMER_NOTIFIED, null, event.meta().type().text());
      default -> unexpected(event);
    };
  }

  private static Decision unexpected(OrderEvent event) {
    return new Invalid("UnexpectedEvent", event.meta().type().text() + " has no place here");
  }
}
