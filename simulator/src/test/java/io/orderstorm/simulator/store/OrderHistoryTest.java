package io.orderstorm.simulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderHistoryTest {
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(1, 2);
  private static final OrderHistory CORRECTED =
      new OrderHistory(
          List.of(
              row(FIRST, EventType.PAYMENT_CONFIRMED, EffectType.DISPATCH, 0),
              row(SECOND, EventType.PAYMENT_CONFIRMED, null, 2)));

  @Test
  void anEventIsKnownUnderTheRevisionThatItWasHandledWith() {
    assertThat(CORRECTED.of(FIRST, 0)).isPresent();
    assertThat(CORRECTED.of(FIRST, 1)).isEmpty();
    assertThat(CORRECTED.of(FIRST, 2))
        .as("under another id, but it is the same event")
        .get()
        .extracting(Handled::eventId)
        .isEqualTo(SECOND);
  }

  @Test
  void revisionsOfOneEventShareItsEffect() {
    assertThat(CORRECTED.has(EffectType.DISPATCH, FIRST)).isTrue();
    assertThat(CORRECTED.has(EffectType.DISPATCH, SECOND)).isFalse();
    assertThat(CORRECTED.before(FIRST, 2)).get().extracting(Handled::revision).isEqualTo(0);
    assertThat(CORRECTED.before(FIRST, 3)).get().extracting(Handled::revision).isEqualTo(2);
    assertThat(CORRECTED.before(FIRST, 0)).isEmpty();
  }

  @Test
  void aLowerRevisionIsSupersededAlsoIfItSaysTheOpposite() {
    UUID other = new UUID(7, 7);

    assertThat(CORRECTED.supersedes(EventType.PAYMENT_CONFIRMED, FIRST, 0)).isTrue();
    assertThat(CORRECTED.supersedes(EventType.PAYMENT_CONFIRMED, FIRST, 1)).isTrue();
    assertThat(CORRECTED.supersedes(EventType.PAYMENT_DECLINED, other, 0)).isTrue();
    assertThat(CORRECTED.supersedes(EventType.PAYMENT_CONFIRMED, FIRST, 2)).isFalse();
    assertThat(CORRECTED.supersedes(EventType.ORDER_DISPATCHED, other, 0))
        .as("of another place in the order's way")
        .isFalse();
  }

  private static Handled row(UUID id, EventType type, EffectType effect, int revision) {
    return new Handled(5, id, type, effect, null, 0, Handled.NO_SEQUENCE, revision, FIRST);
  }
}
