package io.orderstorm.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private static final String ORDER = "OS-00000001-0000000000";

  /** Computed with Python's {@code uuid.uuid5}. */
  @Test
  void anIdIsTheUuidV5ThatAnyOtherLibraryComputes() {
    assertThat(EventIds.of(ORDER, EventType.ORDER_PLACED, new UUID(0, 0), 0))
        .isEqualTo(UUID.fromString("04d876bf-0387-531c-a7d7-183222b5fc1a"));
  }

  @Test
  void orderTypeCauseAndRevisionAllMakeAnotherId() {
    var id = EventIds.of(ORDER, EventType.STOCK_RESERVED, new UUID(1, 1), 0);

    assertThat(id).isEqualTo(EventIds.of(ORDER, EventType.STOCK_RESERVED, new UUID(1, 1), 0));
    assertThat(id)
        .isNotEqualTo(
            EventIds.of("OS-00000001-0000000001", EventType.STOCK_RESERVED, new UUID(1, 1), 0))
        .isNotEqualTo(EventIds.of(ORDER, EventType.STOCK_REJECTED, new UUID(1, 1), 0))
        .isNotEqualTo(EventIds.of(ORDER, EventType.STOCK_RESERVED, new UUID(1, 2), 0))
        .isNotEqualTo(EventIds.of(ORDER, EventType.STOCK_RESERVED, new UUID(1, 1), 1));
  }
}
