package io.orderstorm.simulator.store;

import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Looks up what stages have done, in a store that may be somebody else's: reads only, and makes
 * nothing. For one thread.
 */
public final class EffectLookup {

  private static final String SCHEMA = "[A-Za-z_][A-Za-z0-9_]{0,62}";

  private final Connection connection;
  private final String select;

  /**
   * A look-up over a connection, which stays the caller's.
   *
   * @throws IllegalArgumentException if the schema's name would need quotes
   */
  public EffectLookup(Connection connection, String schema) {
    if (!schema.matches(SCHEMA)) {
      throw new IllegalArgumentException(
          "a schema's name has letters, digits and underscores, but is '" + schema + "'");
    }
    this.connection = connection;
    this.select =
        "select count(*) from "
            + schema
            + ".handled where stage = ? and effect <> 0 and order_number = any(?)"
            + " and event_id = any(?)";
  }

  /**
   * How many of these events have had an effect in the stage.
   *
   * @param events in any order; one that is named twice counts once
   * @throws StoreUnavailableException if the store does not answer, or has no such table
   */
  public long present(StageName stage, List<EventMeta> events) {
    try (PreparedStatement count = connection.prepareStatement(select)) {
      count.setInt(1, stage.code());
      count.setArray(2, connection.createArrayOf("int8", distinct(events, EventMeta::orderNumber)));
      count.setArray(3, connection.createArrayOf("uuid", distinct(events, EventMeta::eventId)));
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "effects can't be looked up: the store says " + e.getSQLState() + ": " + e.getMessage(),
          e);
    }
  }

  private static Object[] distinct(List<EventMeta> events, Function<EventMeta, Object> part) {
    return events.stream().map(part).distinct().toArray();
  }
}
