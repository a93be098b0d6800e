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

  /**
   * Says what the simulation that Gatling creates next sends, and who is told before its first
   * tick.
   */
  static void of(TickingOrders orders, Runnable ready) {
    ORDERS.set(new Announced(orders, ready));
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

  private record Announced(TickingOrders orders, Runnable ready) implements TickingOrders {

    @Override
    public void prepare(ResponseLog log) {
      orders.prepare(log);
      ready.run();
    }

    @Override
    public boolean tick() {
      return orders.tick();
    }
  }
}
