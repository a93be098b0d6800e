package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.StageRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayWatchTest {

  private static final String LANE = "orders.inventory.retry";
  private static final List<String> TOPICS = List.of("orders", "inventory", LANE);
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  @TempDir Path temp;

  /** A probe of 5 s that is not judged and 20 s that is. */
  private final ProbeWindow window =
      new ProbeWindow(
          1,
          "replay-beside",
          ProbeWindow.Purpose.SEARCH,
          100,
          START,
          START + 5 * SECOND,
          START + 25 * SECOND,
          START + 26 * SECOND);

  private final ReplayFlow.Asked asked =
      new ReplayFlow.Asked("inventory", "orders", LANE, 50, 1, 2_000);

  @Test
  void copiesTheirHandlingAndWhatTheyCauseAreCountedInTheJudgedPartOnly() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    // 50 copies a second from 3 s before the load to 3 s after it, handled 200 ms later
    copies(folder, 50, 50, 0.2);
    toldAgain(folder, 30);
    calls(folder, 2);

    ReplayFlow flow = RunAnalysis.replay(folder, window, asked);

    assertThat(flow.copiedPerSecond()).isCloseTo(50, within(0.1));
    assertThat(flow.handledPerSecond()).isCloseTo(50, within(0.1));
    assertThat(flow.growth().perSecond()).isCloseTo(0, within(0.02));
    assertThat(flow.toldAgainPerSecond()).isCloseTo(30, within(0.1));
    assertThat(flow.callsPerSecond()).isCloseTo(2, within(0.01));
    assertThat(flow.reached()).isCloseTo(1, within(0.01));
  }

  @Test
  void aStageThatIsSlowerThanTheCopiesLeavesALaneThatGrows() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    copies(folder, 50, 40, 0.2);

    ReplayFlow flow = RunAnalysis.replay(folder, window, asked);

    assertThat(flow.copiedPerSecond()).isCloseTo(50, within(0.1));
    assertThat(flow.handledPerSecond()).isCloseTo(40, within(0.1));
    assertThat(flow.growth().perSecond()).isCloseTo(10, within(0.2));
    assertThat(flow.growth().low()).isPositive();
  }

  @Test
  void whatEndedBeforeTheProbeFallsShortOfItsCeiling() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    copiesUntil(folder, 50, 50, 0.2, 15);

    ReplayFlow flow = RunAnalysis.replay(folder, window, asked);

    assertThat(flow.reached()).isCloseTo(0.5, within(0.01));
  }

  private void copies(RunFolder folder, double copied, double handled, double after) {
    copiesUntil(folder, copied, handled, after, 28);
  }

  private void copiesUntil(
      RunFolder folder, double copied, double handled, double after, int until) {
    try (var writer =
        RecordWriter.create(
            folder.observations(LANE), Observation.KIND, Observation.header(LANE, TOPICS))) {
      // a retry of the stage's own, which is no copy
      writer.append(seen(0, START + 10 * SECOND, 0));
      int offset = 1;
      for (double at = -3; at < until; at += 1 / copied) {
        writer.append(seen(offset++, nanos(at), Observation.REPLAYED));
      }
    }
    try (var writer =
        RecordWriter.create(
            folder.stage("inventory"), StageRecord.KIND, StageRecord.header("inventory", TOPICS))) {
      writer.append(record(StageRecord.Event.UNPARKED, LANE, START + 10 * SECOND + 5_000_000));
      for (double at = -3 + after; at < until + after; at += 1 / handled) {
        writer.append(record(StageRecord.Event.UNPARKED, LANE, nanos(at)));
        writer.append(record(StageRecord.Event.DELIVERED, LANE, nanos(at)));
        writer.append(record(StageRecord.Event.DELIVERED, "orders", nanos(at)));
      }
    }
  }

  private void toldAgain(RunFolder folder, double perSecond) {
    try (var writer =
        RecordWriter.create(
            folder.observations("inventory"),
            Observation.KIND,
            Observation.header("inventory", TOPICS))) {
      int offset = 0;
      for (double at = -3; at < 28; at += 1 / perSecond) {
        writer.append(seen(offset++, nanos(at), Observation.REPLAYED));
        writer.append(seen(offset++, nanos(at), 0));
      }
    }
  }

  private void calls(RunFolder folder, double perSecond) {
    try (var writer = RecordWriter.create(folder.effects("inventory-service"), Effect.KIND)) {
      for (double at = 0; at < 25; at += 1 / perSecond) {
        writer.append(effect(nanos(at), 7));
        writer.append(effect(nanos(at), 0));
      }
    }
  }

  private static long nanos(double secondsOfLoad) {
    return START + Math.round(secondsOfLoad * SECOND);
  }

  private static Observation seen(int offset, long nanos, int flags) {
    return new Observation(
        0,
        offset,
        nanos / 1_000_000,
        nanos + 1_000_000,
        offset,
        EventType.ORDER_PLACED,
        flags,
        0,
        0,
        Observation.NO_ID,
        Observation.NO_ID,
        null,
        0,
        -1);
  }

  private static StageRecord record(StageRecord.Event event, String topic, long nanos) {
    return new StageRecord(nanos, event, 0, topic, 0, 1, 1, 1, 0);
  }

  private static Effect effect(long nanos, int replay) {
    return new Effect(
        nanos - 1_000_000,
        nanos,
        1,
        EffectType.RESERVE,
        Observation.NO_ID,
        Observation.NO_ID,
        true,
        replay);
  }
}
