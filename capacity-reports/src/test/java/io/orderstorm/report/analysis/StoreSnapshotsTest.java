package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StoreSnapshot;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Checked} also has the independent recount agree with every figure. */
class StoreSnapshotsTest {

  private static final long START = SyntheticRun.START;
  private static final long SECOND = SyntheticRun.SECOND;

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 40).exact().simulate();
  private final List<StoreSnapshot> snapshots = new ArrayList<>();

  @Test
  void aStoreThatKeepsWhatItHeldRaisesNoAlarm() {
    for (long second = 5; second <= 35; second += 5) {
      snapshot(second, storedBy(second));
    }

    RunResult result = analyse();

    assertThat(result.orders().parityMismatches()).isZero();
    assertThat(result.validity().notes()).anyMatch(note -> note.contains("at 7 moments"));
  }

  @Test
  void rowsThatTheStoreHeldAndForgotAreCounted() {
    snapshot(10, storedBy(10));
    snapshot(20, storedBy(20) + 7);

    RunResult result = analyse();

    assertThat(result.orders().parityMismatches()).isEqualTo(7);
    assertThat(result.anomalies())
        .anyMatch(anomaly -> anomaly.evidence().contains("the store held " + (storedBy(20) + 7)));
  }

  @Test
  void rowsThatWereCommittedLongBeforeAndAreNotThereAreCounted() {
    snapshot(30, storedBy(18) - 4);

    assertThat(analyse().orders().parityMismatches()).isEqualTo(4);
  }

  @Test
  void aStoreThatWasEmptiedForAWhileLackedAllThatWasCommittedLongBefore() {
    snapshot(30, 0);
    snapshot(35, storedBy(35));

    assertThat(analyse().orders().parityMismatches()).isEqualTo(storedBy(18)).isPositive();
  }

  @Test
  void aCommitThatIsUnderWayIsNoMismatch() {
    snapshot(30, storedBy(25));

    assertThat(analyse().orders().parityMismatches()).isZero();
  }

  @Test
  void rowsBeforeTheServiceHasPerformedThemAreCounted() {
    long held = storedBy(20);
    run.performed.replaceAll(
        p ->
            p.type() == EffectType.CHARGE && p.time() <= START + 20 * SECOND
                ? new SyntheticRun.Performed(p.order(), p.type(), p.cause(), p.time() + 15 * SECOND)
                : p);
    snapshot(20, held);
    long performed =
        run.performed.stream()
            .filter(p -> p.type() == EffectType.CHARGE)
            .filter(p -> p.time() - SECOND <= START + 20 * SECOND)
            .count();

    assertThat(analyse().orders().parityMismatches()).isEqualTo(held - performed).isPositive();
  }

  private long storedBy(long second) {
    return run.stored.stream()
        .filter(s -> s.type() == EffectType.CHARGE && s.time() <= START + second * SECOND)
        .count();
  }

  private void snapshot(long second, long rows) {
    long at = START + second * SECOND;
    snapshots.add(new StoreSnapshot(at, at, EffectType.CHARGE, rows));
  }

  private RunResult analyse() {
    RunFolder folder = SyntheticFolder.write(run, temp);
    try (var writer = RecordWriter.create(folder.storeSnapshots(), StoreSnapshot.KIND)) {
      snapshots.forEach(writer::append);
    }
    folder.seal();
    return Checked.analyse(
        folder,
        Campaign.expectations(
            run, new Objectives(List.of(), List.of(), List.of(), true, true, null)));
  }
}
