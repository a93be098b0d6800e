package io.orderstorm.simulator.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The statement on table {@code superseded}: rows are few, so they are written one by one. */
final class SupersededTable {

  private static final String INSERT =
      """
      insert into superseded (order_number, stage, event_id, revision, replay, committed_nanos)
      values (?, ?, ?, ?, ?, ?)
      on conflict do nothing""";

  private SupersededTable() {}

  static void insert(Connection connection, StoreBatch batch, long nowNanos) throws SQLException {
    if (batch.superseded.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Superseded event : batch.superseded) {
        insert.setLong(1, event.orderNumber());
        insert.setInt(2, batch.stage.code());
        insert.setObject(3, event.eventId());
        insert.setInt(4, event.revision());
        insert.setInt(5, event.replay());
        insert.setLong(6, nowNanos);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
