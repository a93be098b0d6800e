package io.orderstorm.simulator.replay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.topic.StageName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CorrectionTallyTest {

  private final Handled store = new Handled();

  @Test
  void aRevisionThatAStageBehindHasMadeSomethingOfIsRefused() {
    store.newest.put(StageName.PAYMENT, 2);

    assertThatThrownBy(() -> tally("inventory", 2, EventType.ORDER_PLACED).requireAbove())
        .isInstanceOf(ReplayRefusedException.class)
        .hasMessageContaining("must be above 2, which events in scope, or what followed from them");
    assertThatCode(() -> tally("inventory", 3, EventType.ORDER_PLACED).requireAbove())
        .doesNotThrowAnyException();
  }

  @Test
  void aStageBeforeOrBesideItDoesNotMatter() {
    store.newest.put(StageName.INVENTORY, 7);
    store.newest.put(StageName.PAYMENT, 7);

    // inventory reads what fulfilment writes, but gives nothing back to it
    assertThatCode(() -> tally("notification", 1, EventType.ORDER_DISPATCHED).requireAbove())
        .doesNotThrowAnyException();
  }

  @Test
  void aRevisionThatTheStageOrTheEventsHaveIsRefused() {
    assertThatThrownBy(() -> tally("payment", 1, reserved(1)).requireAbove())
        .hasMessageContaining("must be above 1");

    store.newest.put(StageName.PAYMENT, 4);

    assertThatThrownBy(() -> tally("payment", 4, EventType.STOCK_RESERVED).requireAbove())
        .hasMessageContaining("must be above 4");
  }

  @Test
  void onlyWhatFollowsFromTheOutcomesThatThereAreIsCounted() {
    store.made.put(EventType.PAYMENT_DECLINED, 1L);

    Reexecution total = tally("payment", 1, EventType.STOCK_RESERVED).total();

    assertThat(total.outcomes()).isEqualTo(1);
    // compensated, released, and the customer told of both
    assertThat(total.stages())
        .isEqualTo(Map.of("fulfilment", 1L, "inventory", 1L, "notification", 2L));
    assertThat(total.downstreamCalls()).hasSize(2).doesNotContainKey("warehouse");
  }

  private CorrectionTally tally(String group, int revision, EventType type) {
    return tally(group, revision, event(type, 0));
  }

  private CorrectionTally tally(String group, int revision, EventMeta event) {
    var tally = new CorrectionTally(new Target.Correction(group, revision), store);
    tally.add(event);
    return tally;
  }

  private static EventMeta reserved(int revision) {
    return event(EventType.STOCK_RESERVED, revision);
  }

  private static EventMeta event(EventType type, int revision) {
    return new EventMeta(type, new UUID(1, revision), "OS-1", 1, Cause.NONE, revision, 0);
  }

  /** A store that knows revisions by stage, and outcomes. */
  private static final class Handled implements StoreView {
    final Map<StageName, Integer> newest = new EnumMap<>(StageName.class);
    final Map<EventType, Long> made = new EnumMap<>(EventType.class);

    @Override
    public long present(StageName stage, List<EventMeta> events) {
      return 0;
    }

    @Override
    public long presentOf(StageName stage, Set<EventType> types, List<EventMeta> events) {
      return 0;
    }

    @Override
    public Map<EventType, Long> outcomes(StageName stage, List<EventMeta> events) {
      return made;
    }

    @Override
    public int newestRevision(StageName stage, Set<EventType> types, List<EventMeta> events) {
      return newest.getOrDefault(stage, 0);
    }

    @Override
    public long handledBy(int replay, StageName stage, List<EventMeta> events) {
      return 0;
    }

    @Override
    public long supersededBy(int replay, StageName stage, List<EventMeta> events) {
      return 0;
    }
  }
}
