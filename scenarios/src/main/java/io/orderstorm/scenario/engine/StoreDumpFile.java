package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.store.StoreDump;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the store's content into the run folder once the pipeline is quiet. */
final class StoreDumpFile implements StoreDump, AutoCloseable {

  private final RecordWriter<StoreEffect> effects;
  private final RecordWriter<StoreOrder> orders;

  private StoreDumpFile(RunFolder folder) {
    this.effects = RecordWriter.create(folder.storeEffects(), StoreEffect.KIND);
    this.orders = RecordWriter.create(folder.storeOrders(), StoreOrder.KIND);
  }

  static void write(Endpoints.Store access, RunFolder folder) {
    try (var store = OrderStore.open(access.settings(1));
        var file = new StoreDumpFile(folder)) {
      store.dump(file);
    }
  }

  @Override
  public void effect(
      long orderNumber,
      int effect,
      UUID causeId,
      @Nullable UUID outcomeId,
      long committedNanos,
      int replay) {
    effects.append(
        new StoreEffect(
            orderNumber,
            EffectType.of(effect),
            causeId,
            outcomeId == null ? Observation.NO_ID : outcomeId,
            committedNanos,
            replay));
  }

  @Override
  public void order(OrderState state) {
    orders.append(
        new StoreOrder(
            state.orderNumber(),
            state.reserved(),
            state.cancelled(),
            state.paid(),
            state.dispatched(),
            state.compensated(),
            state.released()));
  }

  @Override
  public void close() {
    effects.close();
    orders.close();
  }
}
