package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.MS;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.Repetition;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100 orders/s for 20 s; an event is written again and a record given again at about 9 s. */
class RepetitionWatchTest {

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).simulate();

  private RunFolder folder() {
    var confirmed = run.orders.get(900).event(EventType.PAYMENT_CONFIRMED);
    var again =
        run.emit(
            confirmed.cause,
            EventType.PAYMENT_CONFIRMED,
            "payments",
            confirmed.time + 50 * MS,
            null);
    again.id = confirmed.id;
    run.orders.get(900).events.put(EventType.PAYMENT_CONFIRMED.name(), confirmed);
    run.number();
    // an assignment takes the place of one delivery, the next is of an offset that was given before
    run.deliveries =
        given ->
            !isPayments(given)
                ? given
                : given.offset() == 150
                    ? assigned(given)
                    : given.offset() == 151 ? at(given) : given;
    return SyntheticFolder.write(run, temp.resolve("run"));
  }

  private static boolean isPayments(StageRecord given) {
    return "inventory".equals(given.topic()) && given.partition() == 0;
  }

  private static StageRecord assigned(StageRecord given) {
    return new StageRecord(
        given.timeNanos(), StageRecord.Event.ASSIGNED, 0, given.topic(), 0, -1, -1, 0, 0);
  }

  private static StageRecord at(StageRecord given) {
    return new StageRecord(
        given.timeNanos(),
        given.event(),
        given.consumer(),
        given.topic(),
        given.partition(),
        50,
        given.orderNumber(),
        given.attempt(),
        given.detail());
  }

  private static ProbeWindow window(long fromSecond, long toSecond) {
    return new ProbeWindow(
        1,
        "healthy",
        ProbeWindow.Purpose.SEARCH,
        100,
        START + fromSecond * SECOND,
        START + fromSecond * SECOND,
        START + toSecond * SECOND,
        0);
  }

  private Repetition within(RunFolder folder, ProbeWindow... windows) {
    return RunAnalysis.repetition(
        folder, Campaign.expectations(run, Objectives.none()), List.of(windows));
  }

  @Test
  void overTheWholeSessionItIsWhatTheAccountSays() {
    RunFolder folder = folder();
    RunResult account = RunAnalysis.analyse(folder, Campaign.expectations(run, Objectives.none()));

    Repetition whole = within(folder, window(-10, 200));

    assertThat(whole.writtenAgain()).isEqualTo(1);
    assertThat(account.amplification()).containsEntry("events written again", 1L);
    assertThat(whole.stage("payment").redelivered()).isEqualTo(1);
    for (String stage : List.of("inventory", "payment", "fulfilment", "notification")) {
      Repetition.OfStage of = whole.stage(stage);
      assertThat(account.amplification())
          .containsEntry(stage + " deliveries", of.deliveries())
          .containsEntry(stage + " redelivered", of.redelivered())
          .containsEntry(stage + " failed attempts", of.failedAttempts());
    }
  }

  @Test
  void whatHappensBetweenTheProbesIsNotTheirs() {
    RunFolder folder = folder();

    Repetition before = within(folder, window(0, 5));
    Repetition around = within(folder, window(8, 12));
    Repetition beside = within(folder, window(0, 5), window(12, 15));

    assertThat(before.writtenAgain()).isZero();
    assertThat(before.stage("payment").redelivered()).isZero();
    assertThat(around.writtenAgain()).isEqualTo(1);
    assertThat(around.stage("payment").redelivered()).as("of a record from before").isEqualTo(1);
    assertThat(beside.writtenAgain()).isZero();
    assertThat(beside.stage("payment").deliveries())
        .isGreaterThan(before.stage("payment").deliveries());
    assertThat(before.plus(within(folder, window(12, 15)))).isEqualTo(beside);
    assertThat(within(folder).written()).isZero();
  }
}
