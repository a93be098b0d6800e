package io.orderstorm.scenario.drill;

import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.engine.Site;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.store.EffectLookup;
import io.orderstorm.simulator.store.UnansweredLookup;
import io.orderstorm.simulator.store.UnansweredLookup.Unanswered;
import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What a team compares every few seconds: orders whose stock is reserved, or refused, and that
 * payment has not answered for a while. Asks the store alone, so it finds them whatever the reason.
 */
final class Reconciliation implements AutoCloseable {

  private static final List<EventType> OWED =
      List.of(EventType.STOCK_RESERVED, EventType.STOCK_REJECTED);

  private final Connection connection;
  private final UnansweredLookup lookup;
  private final EffectLookup effects;
  private final Site site;

  private Reconciliation(Connection connection, String schema, Site site) {
    this.connection = connection;
    this.lookup = new UnansweredLookup(connection, schema);
    this.effects = new EffectLookup(connection, schema);
    this.site = site;
  }

  /**
   * Connects.
   *
   * @throws ReplayFailedException if the store does not answer
   */
  static Reconciliation at(Site site) {
    Endpoints.Store store = site.store();
    try {
      return new Reconciliation(
          DriverManager.getConnection(store.jdbcUrl(), store.user(), store.password()),
          store.schema(),
          site);
    } catch (SQLException e) {
      throw new ReplayFailedException("the store does not answer", e);
    }
  }

  /** What payment has owed for longer than this. */
  Unanswered olderThan(Duration age) {
    return lookup.look(
        StageName.INVENTORY, OWED, StageName.PAYMENT, site.clock().nanos() - age.toNanos());
  }

  /** The effects that exist already, for a plan. */
  EffectLookup effects() {
    return effects;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new ReplayFailedException("the store's connection can't be closed", e);
    }
  }
}
