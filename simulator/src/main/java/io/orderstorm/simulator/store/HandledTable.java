package io.orderstorm.simulator.store;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.store.Handled.Outcome;
import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on table {@code handled}. */
final class HandledTable {

  /** Another stage's rows matter only where the customer cancelled. */
  private static final String SELECT =
      """
      select order_number, event_id, type, effect, outcome_type, outcome_id, replay,
             case when stage = ? then outcome end, key_sequence, revision,
             coalesce(root_id, event_id)
      from handled
      where order_number = any(?) and (stage = ? or type = ?)""";

  private static final String INSERT =
      """
      insert into handled (order_number, event_id, type, effect, outcome_type, outcome_id, outcome,
                           replay, key_sequence, revision, root_id, stage, committed_nanos)
      select *, ?::smallint, ?::bigint
      from unnest(?::bigint[], ?::uuid[], ?::smallint[], ?::smallint[], ?::smallint[], ?::uuid[],
                  ?::bytea[], ?::integer[], ?::integer[], ?::integer[], ?::uuid[])
      on conflict do nothing""";

  private HandledTable() {}

  static Map<Long, OrderHistory> select(Connection connection, StageName stage, long[] orders)
      throws SQLException {
    var rows = new HashMap<Long, List<Handled>>();
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setInt(1, stage.code());
      select.setArray(2, connection.createArrayOf("int8", orders(orders)));
      select.setInt(3, stage.code());
      select.setInt(4, EventType.ORDER_CANCELLED.code());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.computeIfAbsent(row.getLong(1), order -> new ArrayList<>(2)).add(read(row));
        }
      }
    }
    var histories = new HashMap<Long, OrderHistory>();
    rows.forEach((order, handled) -> histories.put(order, new OrderHistory(handled)));
    return histories;
  }

  private static Handled read(ResultSet row) throws SQLException {
    return new Handled(
        row.getLong(1),
        row.getObject(2, UUID.class),
        EventType.ofCode(row.getInt(3)).orElseThrow(),
        EffectType.ofCode(row.getInt(4)).orElse(null),
        outcome(row),
        row.getInt(7),
        row.getObject(9) == null ? Handled.NO_SEQUENCE : row.getInt(9),
        row.getInt(10),
        row.getObject(11, UUID.class));
  }

  private static @Nullable Outcome outcome(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes(8);
    return bytes == null
        ? null
        : new Outcome(
            EventType.ofCode(row.getInt(5)).orElseThrow(), row.getObject(6, UUID.class), bytes);
  }

  /** Ascending by order, so that two batches with the same events can't wait for each other. */
  static void insert(Connection connection, StoreBatch batch, long nowNanos) throws SQLException {
    if (batch.handled.isEmpty()) {
      return;
    }
    var rows = new ArrayList<>(batch.handled);
    rows.sort(Comparator.comparingLong(Handled::orderNumber));
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setInt(1, batch.stage.code());
      insert.setLong(2, nowNanos);
      bind(connection, insert, rows);
      insert.executeUpdate();
    }
  }

  private static void bind(Connection connection, PreparedStatement insert, List<Handled> rows)
      throws SQLException {
    int count = rows.size();
    var orders = new Long[count];
    var events = new UUID[count];
    var types = new Short[count];
    var effects = new Short[count];
    var outcomeTypes = new Short[count];
    var outcomeIds = new UUID[count];
    var outcomes = new byte[count][];
    var replays = new Integer[count];
    var sequences = new Integer[count];
    var revisions = new Integer[count];
    var roots = new UUID[count];
    for (int at = 0; at < count; at++) {
      Handled row = rows.get(at);
      Outcome outcome = row.outcome();
      orders[at] = row.orderNumber();
      events[at] = row.eventId();
      types[at] = (short) row.type().code();
      effects[at] = (short) (row.effect() == null ? EffectType.NONE : row.effect().code());
      outcomeTypes[at] = (short) (outcome == null ? EventType.UNKNOWN : outcome.type().code());
      outcomeIds[at] = outcome == null ? null : outcome.id();
      outcomes[at] = outcome == null ? null : outcome.bytes();
      replays[at] = row.replay();
      sequences[at] = row.keySequence() < 0 ? null : (Integer) row.keySequence();
      revisions[at] = row.revision();
      roots[at] = row.rootId().equals(row.eventId()) ? null : row.rootId();
    }
    insert.setArray(3, connection.createArrayOf("int8", orders));
    insert.setArray(4, connection.createArrayOf("uuid", events));
    insert.setArray(5, connection.createArrayOf("int2", types));
    insert.setArray(6, connection.createArrayOf("int2", effects));
    insert.setArray(7, connection.createArrayOf("int2", outcomeTypes));
    insert.setArray(8, connection.createArrayOf("uuid", outcomeIds));
    insert.setArray(9, connection.createArrayOf("bytea", outcomes));
    insert.setArray(10, connection.createArrayOf("int4", replays));
    insert.setArray(11, connection.createArrayOf("int4", sequences));
    insert.setArray(12, connection.createArrayOf("int4", revisions));
    insert.setArray(13, connection.createArrayOf("uuid", roots));
  }

  private static Long[] orders(long[] orders) {
    var boxed = new Long[orders.length];
    for (int at = 0; at < orders.length; at++) {
      boxed[at] = orders[at];
    }
    return boxed;
  }
}
