package io.orderstorm.simulator.store;

import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The statements on tables {@code parked} and {@code dead_letter}: rows are few there, so they are
 * written one by one.
 */
final class WaitingTables {
  private static final String INSERT_GIVEN_UP =
      """
      insert into dead_letter (stage, topic, partition, record_offset, order_number, error_class,
                               error_message, attempts, first_failure_millis, committed_nanos)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do nothing""";

  private static final String INSERT_PARKED =
      """
      insert into parked as old (stage, topic, partition, record_offset, record_key, attempts,
                                 first_failure_millis)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (stage, topic, partition, record_offset) do update
      set attempts = greatest(old.attempts, excluded.attempts),
          first_failure_millis = case when old.first_failure_millis = 0
              then excluded.first_failure_millis else old.first_failure_millis end""";

  private static final String DELETE_PARKED =
      "delete from parked where stage = ? and topic = ? and partition = ? and record_offset = ?";

  private static final String PARKED_KEYS =
      "select distinct record_key from parked where stage = ? and topic = ?";

  private static final String OF_PARTITION =
      " where stage = ? and topic = ? and partition = ? and record_offset >= ?";

  private WaitingTables() {}

  static void insertGivenUp(Connection connection, StoreBatch batch, long nowNanos)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_GIVEN_UP)) {
      for (var entry : batch.givenUp.entrySet()) {
        GivenUp why = entry.getValue();
        bind(insert, batch.stage, entry.getKey());
        insert.setLong(5, why.orderNumber());
        insert.setString(6, why.errorClass());
        insert.setString(7, why.errorMessage());
        insert.setInt(8, why.attempts());
        insert.setLong(9, why.firstFailureMillis());
        insert.setLong(10, nowNanos);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static void insertParked(Connection connection, StoreBatch batch) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_PARKED)) {
      for (Parked event : batch.parked) {
        bind(insert, batch.stage, event.position());
        insert.setString(5, event.key());
        insert.setInt(6, event.attempts());
        insert.setLong(7, event.firstFailureMillis());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static void deleteUnparked(Connection connection, StoreBatch batch) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE_PARKED)) {
      for (Position position : batch.unparked) {
        bind(delete, batch.stage, position);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  static Set<String> parkedKeys(Connection connection, StageName stage, String topic)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PARKED_KEYS)) {
      select.setInt(1, stage.code());
      select.setString(2, topic);
      return keys(select);
    }
  }

  static Set<String> parkedKeys(
      Connection connection, StageName stage, String topic, Collection<String> keys)
      throws SQLException {
    String sql = PARKED_KEYS + " and record_key = any(?)";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, stage.code());
      select.setString(2, topic);
      select.setArray(3, connection.createArrayOf("text", keys.toArray()));
      return keys(select);
    }
  }

  static Map<Position, Parked> parked(
      Connection connection, StageName stage, String topic, int partition, long fromOffset)
      throws SQLException {
    String sql =
        "select record_offset, record_key, attempts, first_failure_millis from parked"
            + OF_PARTITION;
    var found = new HashMap<Position, Parked>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, stage, new Position(topic, partition, fromOffset));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          var position = new Position(topic, partition, row.getLong(1));
          found.put(
              position, new Parked(position, row.getString(2), row.getInt(3), row.getLong(4)));
        }
      }
    }
    return found;
  }

  static Map<Position, GivenUp> givenUp(
      Connection connection, StageName stage, String topic, int partition, long fromOffset)
      throws SQLException {
    String sql =
        "select record_offset, order_number, error_class, error_message, attempts,"
            + " first_failure_millis from dead_letter"
            + OF_PARTITION;
    var found = new HashMap<Position, GivenUp>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      bind(select, stage, new Position(topic, partition, fromOffset));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(
              new Position(topic, partition, row.getLong(1)),
              new GivenUp(
                  row.getLong(2),
                  row.getString(3),
                  row.getString(4),
                  row.getInt(5),
                  row.getLong(6)));
        }
      }
    }
    return found;
  }

  private static void bind(PreparedStatement statement, StageName stage, Position position)
      throws SQLException {
    statement.setInt(1, stage.code());
    statement.setString(2, position.topic());
    statement.setInt(3, position.partition());
    statement.setLong(4, position.offset());
  }

  private static Set<String> keys(PreparedStatement select) throws SQLException {
    var keys = new HashSet<String>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.add(row.getString(1));
      }
    }
    return keys;
  }
}
