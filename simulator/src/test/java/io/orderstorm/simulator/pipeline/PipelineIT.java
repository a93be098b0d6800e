package io.orderstorm.simulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.downstream.ServiceTime;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.order.OrderProfile.Shares;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineIT {
  private static final OrderProfile PROFILE =
      OrderProfile.ofSeed(7).withShares(new Shares(0.1, 0.1, 0.1));

  @TempDir static Path shared;
  private static EmbeddedDatabase database;

  @TempDir Path folder;

  @BeforeAll
  static void startDatabase() {
    database = EmbeddedDatabase.start(shared.resolve("data"), shared.resolve("postgres.log"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @Test
  void everyOrderEndsExactlyOnceAndAllCountsAgree() {
    int orders = 600;
    var fates = new OrderFates(PROFILE);
    long outOfStock = LongStream.range(0, orders).filter(fates::outOfStock).count();

    try (var rig = new Rig(folder, database, PROFILE, ServiceTime.constant(Duration.ofMillis(3)))) {
      rig.startPipeline();
      rig.place(0, orders);
      rig.awaitNotified(2 * orders);
      rig.stopPipeline();

      assertThat(rig.distinct("inventory", EventType.STOCK_REJECTED)).isEqualTo(outOfStock);
      assertThat(rig.distinct("inventory", EventType.STOCK_RESERVED))
          .isEqualTo(orders - outOfStock)
          .isEqualTo(rig.performed(EffectType.RESERVE));
      long dispatched = rig.distinct("fulfilment", EventType.ORDER_DISPATCHED);
      long compensated = rig.distinct("fulfilment", EventType.ORDER_COMPENSATED);
      assertThat(dispatched + compensated).isEqualTo(orders);
      assertThat(dispatched)
          .isEqualTo(rig.performed(EffectType.DISPATCH))
          .isEqualTo(rig.performed(EffectType.CHARGE));
      assertThat(rig.performed(EffectType.NOTIFY)).isEqualTo(2L * orders);
      assertThat(rig.performed(EffectType.RELEASE))
          .isEqualTo(rig.distinct("inventory", EventType.STOCK_RELEASED))
          .isEqualTo(compensated - outOfStock);
      assertThat(rig.read("orders.inventory.dlq")).isEmpty();
      assertThat(rig.states())
          .hasSize(orders)
          .allMatch(state -> state.dispatched() != state.compensated())
          .allMatch(state -> state.compensated() == (state.released() || !state.reserved()));
    }
  }
}
