package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.Campaign.s;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.StageHealth;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {

  private static final long START = SyntheticRun.START;

  @TempDir Path temp;

  @Test
  void aFreezeOfAllPartitionsIsTheTimeLagAndTheStallOfEach() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(20), s(35), 0)
            .fault("cut", "link", s(20), s(35), "cut")
            .simulate();

    StageHealth payment = payment(run);

    assertThat(payment.oldestSeconds()).isCloseTo(15, within(0.05));
    assertThat(payment.stallSeconds()).isCloseTo(15, within(0.1));
    assertThat(payment.otherStallSeconds()).isCloseTo(15, within(0.1));
    assertThat(payment.statusSeconds().get("STOP")).isBetween(6 * 4L, 6 * 7L);
    assertThat(payment.statuses()).hasSize(6).allMatch(span -> span.status().equals("STOP"));
    assertThat(payment.metastableAfter()).isEmpty();
  }

  @Test
  void oneRecordThatHoldsUpItsPartitionIsHeadOfLineBlocking() {
    SyntheticRun run = Campaign.steady(100, 30).exact().simulate();
    run.orders.subList(1000, 1600).stream()
        .filter(o -> o.number % 6 == 3)
        .map(o -> o.event(EventType.PAYMENT_CONFIRMED))
        .forEach(e -> e.time = START + 16 * SECOND + e.order);
    run.number();

    StageHealth payment = payment(run);

    assertThat(payment.stalledPartition()).isEqualTo("inventory/3");
    assertThat(payment.stallSeconds()).isBetween(5.8, 6.2);
    assertThat(payment.otherStallSeconds()).isLessThan(0.2);
  }

  @Test
  void aBacklogThatStaysWhenTheFaultIsGoneIsMetastable() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .notQuiet()
            .freeze("payment", s(10), s(90), 0)
            .fault("cut", "link", s(10), s(35), "cut")
            .simulate();

    assertThat(payment(run).metastableAfter()).containsExactly("cut");
  }

  @Test
  void aPartitionThatIsTakenAndGivenAgainIsARebalanceAndAwayMeanwhile() {
    SyntheticRun run = Campaign.steady(100, 20).exact().simulate();
    run.deliveries =
        r -> {
          if (!"inventory".equals(r.topic()) || r.partition() != 2) {
            return r;
          }
          return switch ((int) r.offset()) {
            case 0 -> change(r, StageRecord.Event.ASSIGNED, r.timeNanos());
            case 10 -> change(r, StageRecord.Event.REVOKED, START + 5 * SECOND);
            case 11 -> change(r, StageRecord.Event.ASSIGNED, START + 7 * SECOND);
            default -> r;
          };
        };

    StageHealth payment = payment(run);

    assertThat(payment.rebalances()).isEqualTo(1);
    assertThat(payment.unassignedSeconds()).isEqualTo(2);
  }

  @Test
  void burrowsRulesGiveEachStatus() {
    long[] end = new long[10];
    long[] risen = new long[10];
    long[] still = new long[10];
    int[] none = new int[10];
    int[] each = new int[10];
    for (int i = 0; i < 10; i++) {
      end[i] = 100 + 10L * i;
      risen[i] = 50 + i;
      each[i] = 1;
      still[i] = 50;
    }
    long[] fallen = risen.clone();
    fallen[7] = 20;

    assertThat(Burrow.of(end, risen, each)[9]).isEqualTo(Burrow.Status.WARNING);
    assertThat(Burrow.of(end, still, each)[9]).isEqualTo(Burrow.Status.STALL);
    assertThat(Burrow.of(end, still, none)[9]).isEqualTo(Burrow.Status.STOP);
    assertThat(Burrow.of(end, fallen, each)[9]).isEqualTo(Burrow.Status.REWIND);
    assertThat(Burrow.of(end, end, each)[9]).isEqualTo(Burrow.Status.OK);
    assertThat(Burrow.of(still, risen, each)[9]).isEqualTo(Burrow.Status.OK);
  }

  private static StageRecord change(StageRecord of, StageRecord.Event event, long time) {
    return new StageRecord(time, event, 0, of.topic(), of.partition(), -1, -1, 0, 0);
  }

  private StageHealth payment(SyntheticRun run) {
    var objectives =
        new Objectives(
            java.util.List.of(),
            java.util.List.of(),
            java.util.List.of(new Objectives.Lag("payment", 100, s(20))),
            false,
            false,
            null);
    return Checked.analyse(
            SyntheticFolder.write(run, temp),
            Campaign.expectations(
                run,
                objectives,
                new ExpectedFault("cut", ExpectedFault.Kind.LINK, "payment -> provider", "")))
        .health()
        .stream()
        .filter(h -> h.stage().equals("payment"))
        .findFirst()
        .orElseThrow();
  }
}
