package io.orderstorm.simulator.store;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Finds what one stage told and the next has not answered: reserved, but neither paid nor declined.
 * A team's own reconciliation; it knows nothing of offsets. Reads only. For one thread.
 */
public final class UnansweredLookup {

  private final Connection connection;
  private final String select;

  /** A look-up over a connection, which stays the caller's. */
  public UnansweredLookup(Connection connection, String schema) {
    this.connection = connection;
    String handled = schema + ".handled";
    this.select =
        "select count(*), coalesce(min(t.committed_nanos), 0), coalesce(max(t.committed_nanos), 0)"
            + " from "
            + handled
            + " t where t.stage = ? and t.outcome_type = any(?) and t.committed_nanos <= ?"
            + " and not exists (select 1 from "
            + handled
            + " a where a.order_number = t.order_number and a.stage = ? and a.event_id ="
            + " t.outcome_id)"
            + " and not exists (select 1 from "
            + schema
            + ".dead_letter d where d.stage = ? and d.order_number = t.order_number)";
  }

  /**
   * What was found.
   *
   * @param oldestNanos when the oldest was told, in run nanos; 0 if there is none
   * @param newestNanos when the newest was told
   */
  public record Unanswered(long events, long oldestNanos, long newestNanos) {

    /** Whether all was answered. */
    public boolean isNone() {
      return events == 0;
    }
  }

  /**
   * Looks.
   *
   * @param told the events of the first stage that the second owes an answer to
   * @param untilNanos the youngest that count, in run nanos
   * @throws StoreUnavailableException if the store does not answer
   */
  public Unanswered look(
      StageName first, Collection<EventType> told, StageName second, long untilNanos) {
    try (PreparedStatement query = connection.prepareStatement(select)) {
      query.setInt(1, first.code());
      query.setArray(
          2, connection.createArrayOf("int2", told.stream().map(EventType::code).toArray()));
      query.setLong(3, untilNanos);
      query.setInt(4, second.code());
      query.setInt(5, second.code());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Unanswered(row.getLong(1), row.getLong(2), row.getLong(3));
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "unanswered events can't be looked up: the store says "
              + e.getSQLState()
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
