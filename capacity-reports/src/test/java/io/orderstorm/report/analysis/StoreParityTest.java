package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.MS;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.StoreOrder;
import io.orderstorm.report.record.StoreSnapshot;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events, store and services tell the same of every order: how many effects, and of which events.
 */
class StoreParityTest {

  private static final Objectives STRICT =
      new Objectives(List.of(), List.of(), List.of(), true, true, null);

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).shares(0, 0.1).simulate();
  private final List<StoreSnapshot> snapshots = new ArrayList<>();

  @Test
  void anEffectThatWasPerformedForAnotherEventOfItsOrderIsAMismatch() {
    int order = fulfilled(0);
    UUID placed = event(order, EventType.ORDER_PLACED).id;
    run.performed.replaceAll(
        p ->
            p.order() == order && p.type() == EffectType.CHARGE
                ? new SyntheticRun.Performed(order, p.type(), placed, p.time())
                : p);

    RunResult result = analyse();

    assertThat(result.orders().parityMismatches()).isEqualTo(1);
    assertThat(result.anomalies())
        .singleElement()
        .satisfies(a -> assertThat(a.orderNumber()).isEqualTo(order))
        .satisfies(a -> assertThat(a.evidence()).contains("not of the same events"));
  }

  @Test
  void effectsThatTwoOrdersHaveForEachOthersEventsAreMismatches() {
    int one = fulfilled(0);
    int other = fulfilled(1);
    UUID ofOne = event(one, EventType.STOCK_RESERVED).id;
    UUID ofOther = event(other, EventType.STOCK_RESERVED).id;
    run.stored.replaceAll(
        s ->
            s.type() == EffectType.CHARGE && (s.order() == one || s.order() == other)
                ? new SyntheticRun.Stored(
                    s.order(), s.type(), s.order() == one ? ofOther : ofOne, s.event(), s.time())
                : s);

    assertThat(analyse().orders().parityMismatches()).isEqualTo(2);
  }

  @Test
  void aStoreThatHoldsAnEffectOfOneEventTwiceIsAMismatch() {
    SyntheticRun.Stored charge =
        run.stored.stream()
            .filter(s -> s.order() == fulfilled(0) && s.type() == EffectType.CHARGE)
            .findFirst()
            .orElseThrow();
    run.stored.add(charge);

    assertThat(analyse().orders().parityMismatches()).isEqualTo(1);
  }

  @Test
  void aStoreWhoseOrderIsNotCompensatedThoughItsEventsSaySoIsAMismatch() {
    int order =
        run.events.stream()
            .filter(e -> e.type == EventType.ORDER_COMPENSATED)
            .findFirst()
            .orElseThrow()
            .order;
    int fulfilled = fulfilled(0);
    run.storeStates =
        of -> of.orderNumber() == order || of.orderNumber() == fulfilled ? turnedRound(of) : of;

    RunResult result = analyse();

    assertThat(result.orders().parityMismatches()).isEqualTo(2);
    assertThat(result.anomalies())
        .hasSize(2)
        .allSatisfy(a -> assertThat(a.evidence()).contains("compensated"));
  }

  private static StoreOrder turnedRound(StoreOrder of) {
    return new StoreOrder(
        of.orderNumber(),
        of.reserved(),
        of.cancelled(),
        of.paid(),
        of.dispatched(),
        !of.compensated(),
        of.released());
  }

  @Test
  void aStoredEffectOfAnOrderThatWasNeverPlacedIsAMismatch() {
    run.stored.add(
        new SyntheticRun.Stored(
            777_777, EffectType.CHARGE, new UUID(9, 9), new UUID(9, 8), START + SECOND));

    RunResult result = analyse();

    assertThat(result.orders().parityMismatches()).isEqualTo(1);
    assertThat(result.orders().orphanEffects()).isZero();
  }

  @Test
  void aRefundThatTheStoreForgotIsAMismatch() {
    SyntheticRun.Event declined =
        run.events.stream()
            .filter(e -> e.type == EventType.PAYMENT_DECLINED)
            .findFirst()
            .orElseThrow();
    UUID stock = declined.cause.id;
    long time = declined.time;
    int order = declined.order;
    run.performed.add(new SyntheticRun.Performed(order, EffectType.CHARGE, stock, time - 4 * MS));
    run.performed.add(new SyntheticRun.Performed(order, EffectType.REFUND, stock, time - 2 * MS));

    RunResult result = analyse();

    assertThat(result.orders().parityMismatches()).isEqualTo(1);
    assertThat(result.orders().orphanEffects()).isZero();
  }

  /** Seven rows are gone: that they were there once is no second defect. */
  @Test
  void rowsThatTheStoreForgotAreCountedOnce() {
    long at = START + 15 * SECOND;
    long held =
        run.stored.stream().filter(s -> s.type() == EffectType.CHARGE && s.time() <= at).count();
    snapshots.add(new StoreSnapshot(at, at, EffectType.CHARGE, held));
    List<Integer> forgotten = List.of(0, 1, 2, 3, 4, 5, 6).stream().map(this::fulfilled).toList();
    run.stored.removeIf(s -> s.type() == EffectType.CHARGE && forgotten.contains(s.order()));

    assertThat(analyse().orders().parityMismatches()).isEqualTo(7);
  }

  /** Seven are gone, and of another ten it was seen only then that the store held them. */
  @Test
  void whatOnlyASnapshotTellsIsCountedBesideTheRest() {
    long at = START + 15 * SECOND;
    long held =
        run.stored.stream().filter(s -> s.type() == EffectType.CHARGE && s.time() <= at).count();
    snapshots.add(new StoreSnapshot(at, at, EffectType.CHARGE, held + 10));
    List<Integer> forgotten = List.of(0, 1, 2, 3, 4, 5, 6).stream().map(this::fulfilled).toList();
    run.stored.removeIf(s -> s.type() == EffectType.CHARGE && forgotten.contains(s.order()));

    assertThat(analyse().orders().parityMismatches()).isEqualTo(17);
  }

  /** On a cluster that others use too, their events have no number of ours. */
  @Test
  void anEventOfNoKnownOrderBreaksNothing() {
    SyntheticRun.Event stock = foreignToUs("inventory", EventType.STOCK_RESERVED, null, 1);
    foreignToUs("payments", EventType.PAYMENT_SKIPPED, stock, 2);
    run.number();

    assertThat(analyse().orders().impossibleTransitions())
        .as("its reservation has no cause, and it was skipped though nobody cancelled")
        .isEqualTo(2);
  }

  private SyntheticRun.Event foreignToUs(
      String topic, EventType type, SyntheticRun.Event cause, int number) {
    SyntheticRun.Event event = new SyntheticRun.Event();
    event.order = -1;
    event.type = type;
    event.topic = topic;
    event.time = START + 10 * SECOND + number * 10 * MS;
    event.id = new UUID(-7, number);
    event.cause = cause;
    run.events.add(event);
    return event;
  }

  private int fulfilled(int nth) {
    return run.orders.stream()
        .filter(o -> o.event(EventType.ORDER_DISPATCHED) != null)
        .skip(nth + 20)
        .findFirst()
        .orElseThrow()
        .number;
  }

  private SyntheticRun.Event event(int order, EventType type) {
    return run.orders.get(order).event(type);
  }

  private RunResult analyse() {
    RunFolder folder = SyntheticFolder.write(run, temp);
    if (!snapshots.isEmpty()) {
      try (var writer = RecordWriter.create(folder.storeSnapshots(), StoreSnapshot.KIND)) {
        snapshots.forEach(writer::append);
      }
      folder.seal();
    }
    return Checked.analyse(folder, Campaign.expectations(run, STRICT));
  }
}
