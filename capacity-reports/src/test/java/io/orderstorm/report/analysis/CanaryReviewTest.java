package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.canary.Rollout;
import io.orderstorm.report.canary.Rollout.Planted;
import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.expectation.ExpectedCanary;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.HandlingRecord;
import io.orderstorm.report.record.HandlingRecord.Ending;
import io.orderstorm.report.render.ReportHtml;
import io.orderstorm.report.render.ReportMarkdown;
import io.orderstorm.report.result.Canary;
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

class CanaryReviewTest {

  private static final CanaryPlan.Rules RULES = new CanaryPlan.Rules(120, 0.01, 0.02, 1.5);
  private static final Planted REJECTS = new Planted(0.1, 0, 1);
  private static final ExpectedCanary.Goal PROMOTED = new ExpectedCanary.Goal(true, 1);
  private static final ExpectedCanary.Goal BACK = new ExpectedCanary.Goal(false, 1);
  private static final List<String> TOPICS = List.of("inventory", "inventory.payment.retry");

  @TempDir Path temp;

  private static Rollout rollout(Planted planted) {
    return Rollout.play(Rollout.plan(RULES), planted, 300, 60, 5, SyntheticRun.START);
  }

  @Test
  void aPromotedCandidateIsReportedStepByStepFromTheRecords() {
    Rollout rollout = rollout(Planted.NOTHING);

    RunResult result = analyse(rollout, rollout.records, PROMOTED);
    Canary canary = canary(result);

    assertThat(canary.ending()).isEqualTo(Canary.PROMOTED);
    assertThat(canary.confirmed()).isTrue();
    assertThat(canary.steps()).extracting(Canary.Step::share).containsExactly(0.1, 0.3);
    Canary.Step first = canary.steps().get(0);
    assertThat(first.fromSeconds()).isCloseTo(5, within(0.001));
    assertThat(first.candidate().events())
        .isEqualTo(rollout.changes.get(1).change().candidate())
        .isEqualTo(
            rollout.records.stream()
                .filter(HandlingRecord::candidate)
                .filter(of -> of.timeNanos() <= rollout.changes.get(1).change().throughNanos())
                .count());
    assertThat(words(result)).containsExactly("canary.promoted met");
    assertThat(ReportMarkdown.render(result)).contains("## Candidate", "was promoted");
    assertThat(ReportHtml.render(result))
        .contains("id=\"canary-section\"", "Both versions in each step");
  }

  @Test
  void aCandidateThatWasTakenBackInTimeMeetsItsGoalAndMissesTheOther() {
    Rollout rollout = rollout(REJECTS);

    RunResult result = analyse(rollout, rollout.records, BACK);

    assertThat(canary(result).ending()).isEqualTo(Canary.ROLLED_BACK);
    assertThat(canary(result).reason()).startsWith("errors: failed events");
    assertThat(words(result)).containsExactly("canary.rolled-back met", "canary.withdrawn met");
    assertThat(words(analyse(rollout, rollout.records, PROMOTED)))
        .containsExactly("canary.promoted missed", "canary.withdrawn met");
    assertThat(words(analyse(rollout, rollout.records, new ExpectedCanary.Goal(false, 0.1))))
        .contains("canary.rolled-back missed");
  }

  @Test
  void aGoodCandidateThatIsTakenBackOnOtherFiguresIsVoid() {
    Rollout bad = rollout(REJECTS);
    List<HandlingRecord> healed =
        bad.records.stream()
            .map(of -> of.ending() == Ending.DEAD_LETTERED ? healed(of) : of)
            .toList();

    RunResult result = analyse(bad, healed, BACK);

    assertThat(canary(result).confirmed()).isFalse();
    assertThat(words(result)).contains("canary.rolled-back void");
  }

  @Test
  void aBadCandidateThatIsPromotedOnOtherFiguresIsVoid() {
    Rollout good = rollout(Planted.NOTHING);
    List<HandlingRecord> broken =
        good.records.stream()
            .map(of -> of.candidate() && of.offset() % 5 == 0 ? broken(of) : of)
            .toList();

    assertThat(words(analyse(good, broken, PROMOTED))).containsExactly("canary.promoted void");
  }

  @Test
  void whatIsHandledByACandidateLongAfterItsRollbackIsFound() {
    Rollout rollout = rollout(REJECTS);
    long back = rollout.changes.get(rollout.changes.size() - 1).nanos();
    var records = new ArrayList<>(rollout.records);
    records.add(stray(back + Rollout.SECOND / 2));
    records.add(stray(back + 3 * Rollout.SECOND));

    RunResult result = analyse(rollout, records, BACK);

    assertThat(canary(result).strays()).isEqualTo(1);
    assertThat(words(result)).contains("canary.withdrawn missed");
  }

  @Test
  void retriesAndEventsHandledBeforeAreNotCompared() {
    Rollout rollout = rollout(Planted.NOTHING);
    var records = new ArrayList<>(rollout.records);
    long middle = SyntheticRun.START + 8 * Rollout.SECOND;
    for (int i = 0; i < 400; i++) {
      records.add(other(middle + i, true, Ending.DEAD_LETTERED));
      records.add(other(middle + i, false, Ending.DEDUPLICATED));
      records.add(other(middle + i, false, Ending.SUPERSEDED));
    }

    Canary with = canary(analyse(rollout, records, PROMOTED));
    Canary without = canary(analyse(rollout, rollout.records, PROMOTED));

    assertThat(with.steps()).isEqualTo(without.steps());
  }

  @Test
  void withoutRecordsOrAStartNothingIsShown() {
    Rollout rollout = rollout(Planted.NOTHING);

    assertThat(words(analyse(rollout, List.of(), PROMOTED)))
        .containsExactly("canary.promoted void");
    rollout.changes.clear();
    RunResult result = analyse(rollout, rollout.records, BACK);
    assertThat(canary(result).ending()).isEqualTo(Canary.NOT_STARTED);
    assertThat(words(result)).containsExactly("canary.rolled-back void");
  }

  private static HandlingRecord healed(HandlingRecord of) {
    return with(of, of.timeNanos(), of.retry(), Ending.HANDLED, EventType.PAYMENT_CONFIRMED);
  }

  private static HandlingRecord broken(HandlingRecord of) {
    return with(of, of.timeNanos(), of.retry(), Ending.DEAD_LETTERED, EventType.UNKNOWN);
  }

  private static HandlingRecord stray(long time) {
    return other(time, false, Ending.HANDLED);
  }

  private static HandlingRecord other(long time, boolean retry, Ending ending) {
    var like =
        new HandlingRecord(
            0,
            "inventory",
            0,
            0,
            0,
            new UUID(8, 8),
            true,
            false,
            false,
            null,
            EventType.UNKNOWN,
            Ending.HANDLED,
            EventType.PAYMENT_CONFIRMED,
            5_000_000);
    return with(like, time, retry, ending, EventType.PAYMENT_CONFIRMED);
  }

  private static HandlingRecord with(
      HandlingRecord of, long time, boolean retry, Ending ending, EventType outcome) {
    return new HandlingRecord(
        time,
        of.topic(),
        of.partition(),
        of.offset(),
        of.orderNumber(),
        of.eventId(),
        of.candidate(),
        retry,
        of.shadow(),
        of.choice(),
        of.intended(),
        ending,
        outcome,
        of.latencyNanos());
  }

  private static Canary canary(RunResult result) {
    Canary canary = result.canary();
    assertThat(canary).isNotNull();
    return canary;
  }

  private static List<String> words(RunResult result) {
    return result.objectives().stream()
        .filter(objective -> objective.name().startsWith("canary."))
        .map(objective -> objective.name() + " " + objective.word())
        .toList();
  }

  private RunResult analyse(
      Rollout rollout, List<HandlingRecord> records, ExpectedCanary.Goal goal) {
    SyntheticRun run = Campaign.steady(20, 60).exact().simulate();
    for (Rollout.Made made : rollout.changes) {
      run.log.add(
          RunEvent.of(made.nanos(), RunEvent.CANARY)
              .with("stage", "payment")
              .with("change", made.change().kind().word())
              .with("from", made.change().from())
              .with("to", made.change().to())
              .with("byRule", made.change().byRule())
              .with("throughNanos", made.change().throughNanos())
              .with("stable", made.change().stable())
              .with("candidate", made.change().candidate())
              .with("reason", made.change().reason()));
    }
    RunFolder folder = SyntheticFolder.write(run, temp.resolve(Long.toString(System.nanoTime())));
    if (!records.isEmpty()) {
      try (var writer =
          RecordWriter.create(
              folder.handlings("payment"),
              HandlingRecord.KIND,
              HandlingRecord.header("payment", TOPICS))) {
        records.forEach(writer::append);
      }
      folder.seal();
    }
    return Checked.analyse(
        folder,
        Campaign.expectations(run, Objectives.none())
            .with(new ExpectedCanary(Rollout.plan(RULES), goal)));
  }
}
