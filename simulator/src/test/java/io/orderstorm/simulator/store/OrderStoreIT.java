package io.orderstorm.simulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.store.Handled.Outcome;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderStoreIT {
  @TempDir static Path folder;
  private static EmbeddedDatabase database;
  private static int schemas;

  private OrderStore store;

  @BeforeAll
  static void startDatabase() {
    database = EmbeddedDatabase.start(folder.resolve("data"), folder.resolve("postgres.log"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void openStore() {
    store = OrderStore.open(freshSchema());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void theServerIsDurable() throws Exception {
    var settings = database.settings(1);
    try (var connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        var row =
            connection
                .createStatement()
                .executeQuery(
                    "select current_setting('fsync'), current_setting('synchronous_commit')")) {
      row.next();

      assertThat(row.getString(1)).isEqualTo("on");
      assertThat(row.getString(2)).isEqualTo("on");
    }
    assertThat(database.process().isAlive()).isTrue();
  }

  @Test
  void aTakeoverTellsWhetherTheOneBeforeGaveThePartitionAway() {
    assertThat(store.takeOver(StageName.INVENTORY, "orders", 1, "a")).isFalse();
    assertThat(store.takeOver(StageName.INVENTORY, "orders", 1, "b")).as("a died").isTrue();
    store.giveAway(StageName.INVENTORY, "orders", 1, "a");
    assertThat(store.takeOver(StageName.INVENTORY, "orders", 1, "c"))
        .as("only its holder gives a partition away")
        .isTrue();
    store.giveAway(StageName.INVENTORY, "orders", 1, "c");

    assertThat(store.takeOver(StageName.INVENTORY, "orders", 1, "d")).isFalse();
    assertThat(store.takeOver(StageName.INVENTORY, "orders", 2, "d")).isFalse();
    assertThat(store.takeOver(StageName.PAYMENT, "orders", 1, "d")).isFalse();
  }

  @Test
  void anEventThatWasBegunIsKnownWithItsLivesUntilItIsConcluded() {
    var one = new Position("orders", 1, 10);
    var other = new Position("orders", 1, 11);
    store.begin(StageName.INVENTORY, List.of(one, other), "a", 1_000);
    store.begin(StageName.INVENTORY, List.of(one), "a", 1_500); // an answer was lost
    store.begin(StageName.INVENTORY, List.of(one), "b", 2_000);

    assertThat(store.begun(StageName.INVENTORY, "orders", 1, 10))
        .containsOnly(
            Map.entry(one, new Begun(one, 2, 1_000)), Map.entry(other, new Begun(other, 1, 1_000)));

    store.commit(new StoreBatch(StageName.INVENTORY).concluded(one), 99);

    assertThat(store.begun(StageName.INVENTORY, "orders", 1, 0)).containsOnlyKeys(other);
    assertThat(store.begun(StageName.INVENTORY, "orders", 1, 12)).isEmpty();
  }

  @Test
  void whatALifeGivesAwayInGoodOrderDidNotKillIt() {
    var event = new Position("orders", 1, 10);
    store.begin(StageName.INVENTORY, List.of(event), "a", 1_000);
    store.begin(StageName.INVENTORY, List.of(event), "b", 2_000);
    store.giveAway(StageName.INVENTORY, "orders", 1, "b");

    assertThat(store.begun(StageName.INVENTORY, "orders", 1, 0).get(event).lives()).isEqualTo(1);
  }

  @Test
  void aHandledEventIsKnownByItsStageWithTheOutcomesExactBytes() {
    var event = reserved(5, new UUID(1, 1));
    store.commit(new StoreBatch(StageName.INVENTORY).handled(event), 99);

    var history = store.histories(StageName.INVENTORY, new long[] {4, 5}).get(5L);

    assertThat(history.reserved()).isTrue();
    assertThat(history.of(new UUID(1, 1), 0).orElseThrow().outcome().bytes())
        .isEqualTo(event.outcome().bytes());
    assertThat(history.of(new UUID(1, 2), 0)).isEmpty();
    assertThat(store.histories(StageName.INVENTORY, new long[] {4})).isEmpty();
    assertThat(store.histories(StageName.PAYMENT, new long[] {5})).isEmpty();
  }

  @Test
  void whatOneStageToldAndTheNextDidNotAnswerIsFound() throws Exception {
    var settings = freshSchema();
    try (var pipeline = OrderStore.open(settings);
        var connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password())) {
      for (long order = 1; order <= 4; order++) {
        pipeline.commit(
            new StoreBatch(StageName.INVENTORY).handled(reserved(order, new UUID(1, order))),
            100 * order);
      }
      var paid = new Outcome(EventType.PAYMENT_CONFIRMED, new UUID(8, 2), new byte[] {1});
      pipeline.commit(
          new StoreBatch(StageName.PAYMENT)
              .handled(
                  new Handled(
                      2, new UUID(7, 2), EventType.STOCK_RESERVED, EffectType.CHARGE, paid, 0)),
          500);
      var lookup = new UnansweredLookup(connection, settings.schema());
      var told = List.of(EventType.STOCK_RESERVED);

      assertThat(lookup.look(StageName.INVENTORY, told, StageName.PAYMENT, 350))
          .as("1 and 3; 2 was answered, 4 is too young")
          .isEqualTo(new UnansweredLookup.Unanswered(2, 100, 300));
      assertThat(
              lookup
                  .look(
                      StageName.INVENTORY,
                      List.of(EventType.STOCK_REJECTED),
                      StageName.PAYMENT,
                      1_000)
                  .isNone())
          .isTrue();
    }
  }

  @Test
  void anEventHandledTwiceKeepsItsFirstOutcome() {
    var first = reserved(5, new UUID(1, 1));
    var second =
        new Handled(
            5,
            new UUID(1, 1),
            EventType.ORDER_PLACED,
            EffectType.RESERVE,
            new Outcome(EventType.STOCK_RESERVED, new UUID(9, 9), new byte[] {7}),
            0);
    store.commit(new StoreBatch(StageName.INVENTORY).handled(first), 1);
    store.commit(new StoreBatch(StageName.INVENTORY).handled(second).handled(second), 2);

    var effects = new Dump(store).effects;

    assertThat(effects).containsExactly("5 RESERVE of " + new UUID(1, 1) + " at 1");
  }

  @Test
  void everyStageSeesACancellation() {
    var cancelled = new Handled(8, new UUID(2, 2), EventType.ORDER_CANCELLED, null, null, 0);
    store.commit(new StoreBatch(StageName.INVENTORY).handled(cancelled), 1);

    assertThat(store.histories(StageName.PAYMENT, new long[] {8}).get(8L).cancelled()).isTrue();
  }

  @Test
  void theDumpDerivesEachOrdersState() {
    store.commit(new StoreBatch(StageName.INVENTORY).handled(reserved(5, new UUID(1, 1))), 1);
    store.commit(
        new StoreBatch(StageName.FULFILMENT)
            .handled(
                new Handled(
                    5,
                    new UUID(1, 3),
                    EventType.PAYMENT_DECLINED,
                    null,
                    new Outcome(EventType.ORDER_COMPENSATED, new UUID(1, 4), new byte[1]),
                    0)),
        2);
    store.commit(
        new StoreBatch(StageName.INVENTORY)
            .handled(
                new Handled(
                    5, new UUID(1, 4), EventType.ORDER_COMPENSATED, EffectType.RELEASE, null, 3)),
        3);

    var dump = new Dump(store);

    assertThat(dump.orders)
        .containsExactly(new StoreDump.OrderState(5, true, false, false, false, true, true));
    assertThat(dump.effects).hasSize(2);
  }

  @Test
  void aKeyIsParkedUntilItsLastEventIsUnparked() {
    var first = new Position("orders", 3, 10);
    var behind = new Position("orders", 3, 12);
    store.commit(
        new StoreBatch(StageName.INVENTORY)
            .parked(new Parked(first, "K", 1, 1_000))
            .parked(new Parked(behind, "K", 0, 0)),
        1);

    store.commit(new StoreBatch(StageName.INVENTORY).unparked(first), 2);
    assertThat(store.parkedKeys(StageName.INVENTORY, "orders")).containsExactly("K");
    assertThat(store.parkedKeys(StageName.INVENTORY, "orders", Set.of("K", "L")))
        .containsExactly("K");
    assertThat(store.parkedKeys(StageName.PAYMENT, "orders")).isEmpty();

    store.commit(new StoreBatch(StageName.INVENTORY).unparked(behind), 3);
    assertThat(store.parkedKeys(StageName.INVENTORY, "orders")).isEmpty();
  }

  @Test
  void attemptsNeverFallAndTheFirstFailureStays() {
    var position = new Position("orders", 3, 10);
    store.commit(new StoreBatch(StageName.PAYMENT).parked(new Parked(position, "K", 2, 1_000)), 1);
    store.commit(new StoreBatch(StageName.PAYMENT).parked(new Parked(position, "K", 1, 2_000)), 1);

    assertThat(store.parked(StageName.PAYMENT, "orders", 3, 10))
        .containsEntry(position, new Parked(position, "K", 2, 1_000));
    assertThat(store.parked(StageName.PAYMENT, "orders", 3, 11)).isEmpty();
  }

  @Test
  void aGivenUpEventIsKnownByItsPosition() {
    var position = new Position("inventory", 0, 7);
    var why = new GivenUp(4, "CallTimeout", "no answer in 500 ms", 3, 1_000);
    store.commit(new StoreBatch(StageName.PAYMENT).givenUp(position, why).unparked(position), 1);

    assertThat(store.givenUp(StageName.PAYMENT, "inventory", 0, 0)).containsEntry(position, why);
  }

  @Test
  void openingAgainFindsWhatWasCommitted() {
    var settings = freshSchema();
    try (var once = OrderStore.open(settings)) {
      once.commit(new StoreBatch(StageName.INVENTORY).handled(reserved(1, new UUID(1, 1))), 1);
    }
    try (var again = OrderStore.open(settings)) {
      assertThat(again.histories(StageName.INVENTORY, new long[] {1})).containsKey(1L);
    }
  }

  private static StoreSettings freshSchema() {
    var settings = database.settings(3);
    return new StoreSettings(
        settings.jdbcUrl(), settings.user(), settings.password(), "test_" + schemas++, 3);
  }

  private static Handled reserved(long order, UUID eventId) {
    var outcome = new Outcome(EventType.STOCK_RESERVED, new UUID(7, order), new byte[] {1, 2, 3});
    return new Handled(order, eventId, EventType.ORDER_PLACED, EffectType.RESERVE, outcome, 0);
  }

  private static final class Dump implements StoreDump {
    final List<String> effects = new ArrayList<>();
    final List<OrderState> orders = new ArrayList<>();

    Dump(OrderStore store) {
      store.dump(this);
    }

    @Override
    public void effect(
        long order, int effect, UUID cause, @Nullable UUID outcome, long nanos, int replay) {
      effects.add(
          order + " " + EffectType.ofCode(effect).orElseThrow() + " of " + cause + " at " + nanos);
    }

    @Override
    public void order(OrderState state) {
      orders.add(state);
    }
  }
}
