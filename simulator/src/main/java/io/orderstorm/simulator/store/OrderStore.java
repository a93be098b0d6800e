package io.orderstorm.simulator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orderstorm.simulator.topic.StageName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;

/**
 * The store as stages use it. Every method blocks until the database has answered.
 *
 * <p>All methods throw {@link StoreUnavailableException} if the database can't be reached or is
 * shutting down, and {@link IllegalStateException} if it refuses for a reason that no repetition
 * will cure.
 */
public final class OrderStore implements AutoCloseable {
  private static final Duration BORROW = Duration.ofSeconds(2);
  private static final int ANSWER_SECONDS = 10;

  private final HikariDataSource connections;

  private OrderStore(HikariDataSource connections) {
    this.connections = connections;
  }

  /** Connects, and brings the schema up to date. */
  public static OrderStore open(StoreSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setSchema(settings.schema());
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(settings.connections());
    config.setConnectionTimeout(BORROW.toMillis());
    // Plans are made once, while the tables are empty: never let them be plans for empty tables.
    config.setConnectionInitSql("set enable_seqscan = off");
    config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
    config.addDataSourceProperty("connectTimeout", 2);
    config.addDataSourceProperty("prepareThreshold", 1);
    config.addDataSourceProperty("tcpKeepAlive", true);
    config.addDataSourceProperty("ApplicationName", "orderstorm");
    migrate(settings);
    return new OrderStore(new HikariDataSource(config));
  }

  private static void migrate(StoreSettings settings) {
    Flyway.configure(OrderStore.class.getClassLoader())
        .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
        .schemas(settings.schema())
        .defaultSchema(settings.schema())
        .createSchemas(true)
        .locations("classpath:db/orderstorm")
        .load()
        .migrate();
  }

  /** What is known of these orders, as far as the stage needs it. Unknown orders are left out. */
  public Map<Long, OrderHistory> histories(StageName stage, long[] orderNumbers) {
    return ask(connection -> HandledTable.select(connection, stage, orderNumbers));
  }

  /**
   * Remembers a batch in one transaction. Repeating a batch changes nothing, so it may be repeated
   * after a {@link StoreUnavailableException}.
   */
  public void commit(StoreBatch batch, long nowNanos) {
    if (batch.isEmpty()) {
      return;
    }
    ask(
        connection -> {
          if (batch.onlyHandled()) {
            HandledTable.insert(connection, batch, nowNanos);
          } else {
            commitAll(connection, batch, nowNanos);
          }
          return batch;
        });
  }

  private static void commitAll(Connection connection, StoreBatch batch, long nowNanos)
      throws SQLException {
    connection.setAutoCommit(false); // the pool switches it on again
    HandledTable.insert(connection, batch, nowNanos);
    SupersededTable.insert(connection, batch, nowNanos);
    WaitingTables.insertGivenUp(connection, batch, nowNanos);
    WaitingTables.insertParked(connection, batch);
    WaitingTables.deleteUnparked(connection, batch);
    BegunTables.delete(connection, batch);
    connection.commit();
  }

  /** Keys of which the stage has parked events of this topic. */
  public Set<String> parkedKeys(StageName stage, String topic) {
    return ask(connection -> WaitingTables.parkedKeys(connection, stage, topic));
  }

  /** Whether each of these keys still has parked events: those that have. */
  public Set<String> parkedKeys(StageName stage, String topic, Collection<String> keys) {
    return ask(connection -> WaitingTables.parkedKeys(connection, stage, topic, keys));
  }

  /** Parked events of a partition at or after an offset. */
  public Map<Position, Parked> parked(
      StageName stage, String topic, int partition, long fromOffset) {
    return ask(connection -> WaitingTables.parked(connection, stage, topic, partition, fromOffset));
  }

  /** Given-up events of a partition at or after an offset. */
  public Map<Position, GivenUp> givenUp(
      StageName stage, String topic, int partition, long fromOffset) {
    return ask(
        connection -> WaitingTables.givenUp(connection, stage, topic, partition, fromOffset));
  }

  /**
   * A consumer has taken a partition over.
   *
   * @param holder a name that no other life of any consumer has
   * @return whether the consumer before it did not give the partition away in good order
   */
  public boolean takeOver(StageName stage, String topic, int partition, String holder) {
    return ask(connection -> BegunTables.takeOver(connection, stage, topic, partition, holder));
  }

  /** A consumer has given a partition away in good order: nothing that it began killed it. */
  public void giveAway(StageName stage, String topic, int partition, String holder) {
    ask(
        connection -> {
          connection.setAutoCommit(false); // the pool switches it on again
          BegunTables.giveAway(connection, stage, topic, partition, holder);
          connection.commit();
          return holder;
        });
  }

  /**
   * These events are about to be begun. They are forgotten with the {@linkplain
   * StoreBatch#concluded batch} that concludes them; repeated by the same holder, nothing changes.
   */
  public void begin(StageName stage, Collection<Position> events, String holder, long nowMillis) {
    ask(
        connection -> {
          connection.setAutoCommit(false); // the pool switches it on again
          BegunTables.begin(connection, stage, events, holder, nowMillis);
          connection.commit();
          return holder;
        });
  }

  /** Events of a partition at or after an offset that were begun and not concluded. */
  public Map<Position, Begun> begun(StageName stage, String topic, int partition, long fromOffset) {
    return ask(connection -> BegunTables.begun(connection, stage, topic, partition, fromOffset));
  }

  /** How many effects of each kind are stored now, by their codes; one consistent look. */
  public Map<Integer, Long> effectCounts() {
    return ask(DumpQuery::effectCounts);
  }

  /** Hands over all that is stored, in one consistent snapshot. */
  public void dump(StoreDump into) {
    ask(
        connection -> {
          DumpQuery.run(connection, into);
          return into;
        });
  }

  @Override
  public void close() {
    connections.close();
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = connections.getConnection()) {
      return question.put(connection);
    } catch (SQLException e) {
      throw SqlFailures.asUnchecked(e);
    }
  }

  @FunctionalInterface
  private interface Question<T> {
    T put(Connection connection) throws SQLException;
  }
}
