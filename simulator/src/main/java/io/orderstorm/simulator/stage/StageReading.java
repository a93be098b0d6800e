package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.topic.StageName;
import java.util.Optional;

/** What a stage's handler would say to an event, asked without a broker, a store or a service. */
public final class StageReading {

  private final StageLogic logic;

  private StageReading(StageLogic logic) {
    this.logic = logic;
  }

  /**
   * The handler of a stage.
   *
   * @param profile of the orders that it takes for sound
   */
  public static StageReading of(StageName stage, OrderProfile profile) {
    return new StageReading(StageLogic.of(stage, profile));
  }

  /** Why the stage would dead-letter the event of an order that it knows nothing of yet. */
  public Optional<String> objection(OrderEvent event) {
    Decision decision = logic.decide(event, OrderHistory.BLANK);
    return decision instanceof Decision.Invalid invalid
        ? Optional.of(invalid.errorClass() + ": " + invalid.message())
        : Optional.empty();
  }
}
