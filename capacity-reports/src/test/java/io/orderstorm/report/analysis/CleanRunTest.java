package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanRunTest {

  @TempDir Path temp;

  @Test
  void aCleanRunReportsNothing() {
    SyntheticRun run =
        Campaign.steady(200, 30)
            .shares(0.05, 0.05)
            .poison(0.005)
            .fault("poison", "message", Campaign.s(1), Campaign.s(29), "")
            .simulate();

    RunResult result =
        analyse(run, new Objectives(List.of(), List.of(), List.of(), true, true, 190.0));

    assertThat(result.reasons()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    OrderCounts orders = result.orders();
    assertThat(orders.offered()).isEqualTo(6000);
    assertThat(orders.fulfilled() + orders.compensated()).isEqualTo(6000);
    assertThat(orders.compensated()).isPositive();
    assertThat(orders.correct()).isTrue();
    assertThat(result.anomalies()).isEmpty();
    assertThat(result.deadLetters().injected()).isEqualTo(30);
    assertThat(result.deadLetters().deadLettered()).isEqualTo(30);
    assertThat(result.latency()).allSatisfy(l -> assertThat(l.unfinished()).isZero());
  }

  @Test
  void aCampaignPeakWithRecoveredFaultsPasses() {
    SyntheticRun run = Campaign.peakRun(1);
    RunFolder folder = SyntheticFolder.write(run, temp);

    RunResult result =
        Checked.analyse(folder, Campaign.peakExpectations(Campaign.peakObjectives()));

    assertThat(result.reasons()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  private RunResult analyse(SyntheticRun run, Objectives objectives) {
    RunFolder folder = SyntheticFolder.write(run, temp);
    return Checked.analyse(
        folder,
        Campaign.expectations(
            run,
            objectives,
            new io.orderstorm.report.expectation.ExpectedFault(
                "poison",
                io.orderstorm.report.expectation.ExpectedFault.Kind.MESSAGE,
                "orders",
                "")));
  }
}
