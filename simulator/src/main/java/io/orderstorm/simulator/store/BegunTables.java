package io.orderstorm.simulator.store;

import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The statements on tables {@code tenure} and {@code begun}. */
final class BegunTables {

  private static final String TAKE_OVER =
      """
      with before as (
        select 1 from tenure where stage = ? and topic = ? and partition = ?
      )
      insert into tenure (stage, topic, partition, holder) values (?, ?, ?, ?)
      on conflict (stage, topic, partition) do update set holder = excluded.holder
      returning exists (select 1 from before)""";

  private static final String GIVE_AWAY =
      "delete from tenure where stage = ? and topic = ? and partition = ? and holder = ?";

  /** What a life gave away in good order did not kill it. */
  private static final String ACQUIT =
      """
      update begun set lives = lives - 1, holder = ''
      where stage = ? and topic = ? and partition = ? and holder = ?""";

  /** Asked again after a lost answer, a life still counts once. */
  private static final String BEGIN =
      """
      insert into begun as old (stage, topic, partition, record_offset, lives, holder,
                                first_begun_millis)
      values (?, ?, ?, ?, 1, ?, ?)
      on conflict (stage, topic, partition, record_offset) do update
      set lives = old.lives + case when old.holder = excluded.holder then 0 else 1 end,
          holder = excluded.holder""";

  private static final String DELETE =
      "delete from begun where stage = ? and topic = ? and partition = ? and record_offset = ?";

  private static final String OF_PARTITION =
      """
      select record_offset, lives, first_begun_millis from begun
      where stage = ? and topic = ? and partition = ? and record_offset >= ?""";

  private BegunTables() {}

  static boolean takeOver(
      Connection connection, StageName stage, String topic, int partition, String holder)
      throws SQLException {
    try (PreparedStatement take = connection.prepareStatement(TAKE_OVER)) {
      bind(take, 1, stage, topic, partition);
      bind(take, 4, stage, topic, partition);
      take.setString(7, holder);
      try (ResultSet row = take.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  static void giveAway(
      Connection connection, StageName stage, String topic, int partition, String holder)
      throws SQLException {
    for (String sql : new String[] {ACQUIT, GIVE_AWAY}) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, 1, stage, topic, partition);
        statement.setString(4, holder);
        statement.executeUpdate();
      }
    }
  }

  static void begin(
      Connection connection,
      StageName stage,
      Collection<Position> events,
      String holder,
      long nowMillis)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
      for (Position event : events) {
        bind(insert, 1, stage, event.topic(), event.partition());
        insert.setLong(4, event.offset());
        insert.setString(5, holder);
        insert.setLong(6, nowMillis);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static void delete(Connection connection, StoreBatch batch) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      for (Position event : batch.concluded) {
        bind(delete, 1, batch.stage, event.topic(), event.partition());
        delete.setLong(4, event.offset());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  static Map<Position, Begun> begun(
      Connection connection, StageName stage, String topic, int partition, long fromOffset)
      throws SQLException {
    var found = new HashMap<Position, Begun>();
    try (PreparedStatement select = connection.prepareStatement(OF_PARTITION)) {
      bind(select, 1, stage, topic, partition);
      select.setLong(4, fromOffset);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          var position = new Position(topic, partition, row.getLong(1));
          found.put(position, new Begun(position, row.getInt(2), row.getLong(3)));
        }
      }
    }
    return found;
  }

  private static void bind(
      PreparedStatement statement, int at, StageName stage, String topic, int partition)
      throws SQLException {
    statement.setInt(at, stage.code());
    statement.setString(at + 1, topic);
    statement.setInt(at + 2, partition);
  }
}
