package io.orderstorm.scenario.drive;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The Gatling simulation: one user that sends every order when it is due.
 *
 * <p>Gatling creates simulations by their class, so what to send is {@linkplain #of set} before it
 * does.
 */
public final class OrderSimulation extends Simulation {

  private static final AtomicReference<TickingOrders> ORDERS = new AtomicReference<>();

  /** Says what the simulation that Gatling creates next sends. */
  static void of(TickingOrders orders) {
    ORDERS.set(orders);
  }

  /** Called by Gatling. */
  public OrderSimulation() {
    TickingOrders orders = ORDERS.get();
    if (orders == null) {
      throw new IllegalStateException(
          "this simulation is started by the generator process, not by hand");
    }
    setUp(scenario("orders").exec(new SendDueOrders()).injectOpen(atOnceUsers(1)))
        .protocols(new OrderProtocol(orders));
  }
}
