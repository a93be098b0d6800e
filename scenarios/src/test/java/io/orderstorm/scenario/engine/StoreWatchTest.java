package io.orderstorm.scenario.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StoreSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreWatchTest {

  /** The store groups what it has, so what it has none of is in no group. */
  @Test
  void aStoreThatHoldsNothingOfAnEffectHasNoRowsOfItAndNotNoSnapshot() {
    assertThat(StoreWatch.snapshots(1, 2, Map.of(EffectType.CHARGE.code(), 7L)))
        .hasSize(EffectType.values().length)
        .contains(
            new StoreSnapshot(1, 2, EffectType.CHARGE, 7),
            new StoreSnapshot(1, 2, EffectType.DISPATCH, 0));
  }
}
