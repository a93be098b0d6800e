package io.orderstorm.simulator.store;

import io.orderstorm.simulator.store.StoreDump.OrderState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads the whole store, some thousand rows at a time. */
final class DumpQuery {
  private static final int ROWS_AT_A_TIME = 10_000;

  private static final String EFFECTS =
      """
      select order_number, effect, event_id, outcome_id, committed_nanos, replay
      from handled where effect <> 0
      order by order_number, stage, event_id""";

  /** Codes of stages, effects and event types as the contracts have them. */
  private static final String ORDERS =
      """
      select order_number, bool_or(effect = 1), bool_or(type = 3), bool_or(effect = 3),
             bool_or(effect = 5), bool_or(outcome_type = 31), bool_or(effect = 2)
      from handled
      group by order_number
      order by order_number""";

  private static final String COUNTS =
      "select effect, count(*) from handled where effect <> 0 group by effect";

  private DumpQuery() {}

  static Map<Integer, Long> effectCounts(Connection connection) throws SQLException {
    var counts = new HashMap<Integer, Long>();
    try (PreparedStatement select = connection.prepareStatement(COUNTS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        counts.put(row.getInt(1), row.getLong(2));
      }
    }
    return counts;
  }

  static void run(Connection connection, StoreDump into) throws SQLException {
    connection.setAutoCommit(false); // a cursor needs a transaction, and so does a snapshot
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (PreparedStatement select = open(connection, EFFECTS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        into.effect(
            row.getLong(1),
            row.getInt(2),
            row.getObject(3, UUID.class),
            row.getObject(4, UUID.class),
            row.getLong(5),
            row.getInt(6));
      }
    }
    try (PreparedStatement select = open(connection, ORDERS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        into.order(
            new OrderState(
                row.getLong(1),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7)));
      }
    }
    connection.commit();
  }

  private static PreparedStatement open(Connection connection, String sql) throws SQLException {
    PreparedStatement select = connection.prepareStatement(sql);
    select.setFetchSize(ROWS_AT_A_TIME);
    return select;
  }
}
