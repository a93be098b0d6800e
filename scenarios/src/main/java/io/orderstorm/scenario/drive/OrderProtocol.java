package io.orderstorm.scenario.drive;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.ProtocolBuilder;
import scala.Function1;
import scala.runtime.BoxedUnit;

/** Gatling's view of the order intake: the orders to send, handed to every action that asks. */
public final class OrderProtocol implements ProtocolBuilder, Protocol {

  static final ProtocolKey<OrderProtocol, Components> KEY = new Key();

  private final TickingOrders orders;

  public OrderProtocol(TickingOrders orders) {
    this.orders = orders;
  }

  @Override
  public Protocol protocol() {
    return this;
  }

  /** What an action gets. */
  record Components(TickingOrders orders) implements ProtocolComponents {

    @Override
    public Function1<Session, Session> onStart() {
      return session -> session;
    }

    @Override
    public Function1<Session, BoxedUnit> onExit() {
      return session -> BoxedUnit.UNIT;
    }
  }

  private static final class Key implements ProtocolKey<OrderProtocol, Components> {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // Scala's signature is invariant in the protocol
    public Class<Protocol> protocolClass() {
      return (Class) OrderProtocol.class;
    }

    @Override
    public OrderProtocol defaultProtocolValue(GatlingConfiguration configuration) {
      throw new IllegalStateException(
          "a simulation of orders needs .protocols(new OrderProtocol(…))");
    }

    @Override
    public Function1<OrderProtocol, Components> newComponents(CoreComponents core) {
      return protocol -> new Components(protocol.orders);
    }
  }
}
