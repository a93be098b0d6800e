package io.orderstorm.simulator.store;

import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks up what stages have done, in a store that may be somebody else's: reads only, and makes
 * nothing. For one thread.
 */
public final class EffectLookup {

  private static final String SCHEMA = "[A-Za-z_][A-Za-z0-9_]{0,62}";

  private final Connection connection;
  private final String select;
  private final String selectOf;
  private final String selectOutcomes;
  private final String selectNewest;
  private final String selectHandledBy;
  private final String selectSupersededBy;

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
    String events = " from " + schema + ".handled where stage = ? and order_number = any(?)";
    String these = events + " and event_id = any(?)";
    this.select = "select count(*)" + these + " and effect <> 0";
    this.selectOf = "select count(*)" + events + " and effect <> 0 and type = any(?)";
    this.selectOutcomes =
        "select outcome_type, count(*) from (select distinct on (order_number, event_id)"
            + " outcome_type"
            + these
            + " order by order_number, event_id, revision desc) latest"
            + " where outcome_type <> 0 group by outcome_type";
    this.selectHandledBy = "select count(*)" + these + " and replay = ?";
    this.selectSupersededBy = selectHandledBy.replace(".handled", ".superseded");
    this.selectNewest = "select coalesce(max(revision), 0)" + events + " and type = any(?)";
  }

  /**
   * How many of these events have had an effect in the stage.
   *
   * @param events in any order; one that is named twice counts once
   * @throws StoreUnavailableException if the store does not answer, or has no such table
   */
  public long present(StageName stage, List<EventMeta> events) {
    try (PreparedStatement count = connection.prepareStatement(select)) {
      bind(count, stage, events);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * How many effects the stage has for events of these types of some orders.
   *
   * @param events whose orders are meant; each order counts once
   * @throws StoreUnavailableException if the store does not answer, or has no such table
   */
  public long presentOf(StageName stage, Set<EventType> types, List<EventMeta> events) {
    try (PreparedStatement count = connection.prepareStatement(selectOf)) {
      bind(count, stage, types, events);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * What the stage made of these events, each under its highest revision, by type.
   *
   * @throws StoreUnavailableException if the store does not answer, or has no such table
   */
  public Map<EventType, Long> outcomes(StageName stage, List<EventMeta> events) {
    var outcomes = new EnumMap<EventType, Long>(EventType.class);
    try (PreparedStatement select = connection.prepareStatement(selectOutcomes)) {
      bind(select, stage, events);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          outcomes.put(EventType.ofCode(row.getInt(1)).orElseThrow(), row.getLong(2));
        }
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
    return outcomes;
  }

  /**
   * The highest revision under which the stage has handled events of these types of some orders; 0
   * if none.
   *
   * @param events whose orders are meant
   * @throws StoreUnavailableException if the store does not answer, or has no such table
   */
  public int newestRevision(StageName stage, Set<EventType> types, List<EventMeta> events) {
    try (PreparedStatement select = connection.prepareStatement(selectNewest)) {
      bind(select, stage, types, events);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private void bind(PreparedStatement select, StageName stage, List<EventMeta> events)
      throws SQLException {
    select.setInt(1, stage.code());
    select.setArray(2, connection.createArrayOf("int8", distinct(events, EventMeta::orderNumber)));
    select.setArray(3, connection.createArrayOf("uuid", distinct(events, EventMeta::eventId)));
  }

  /**
   * How many of these events the stage has handled because a replay brought them.
   *
   * @param replay its number
   * @throws StoreUnavailableException if the store does not answer, or has no such table
   */
  public long handledBy(int replay, StageName stage, List<EventMeta> events) {
    return countBy(selectHandledBy, replay, stage, events);
  }

  /**
   * How many of these events the stage has skipped when a replay brought them, knowing newer ones.
   *
   * @param replay its number
   * @throws StoreUnavailableException if the store does not answer, or has no such table
   */
  public long supersededBy(int replay, StageName stage, List<EventMeta> events) {
    return countBy(selectSupersededBy, replay, stage, events);
  }

  private long countBy(String sql, int replay, StageName stage, List<EventMeta> events) {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, stage, events);
      select.setInt(4, replay);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private void bind(
      PreparedStatement select, StageName stage, Set<EventType> types, List<EventMeta> events)
      throws SQLException {
    select.setInt(1, stage.code());
    select.setArray(2, connection.createArrayOf("int8", distinct(events, EventMeta::orderNumber)));
    select.setArray(
        3, connection.createArrayOf("int4", types.stream().map(EventType::code).toArray()));
  }

  private static StoreUnavailableException unavailable(SQLException e) {
    return new StoreUnavailableException(
        "effects can't be looked up: the store says " + e.getSQLState() + ": " + e.getMessage(), e);
  }

  private static Object[] distinct(List<EventMeta> events, Function<EventMeta, Object> part) {
    return events.stream().map(part).distinct().toArray();
  }
}
