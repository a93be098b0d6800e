package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.MS;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Validity;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several generators: the lateness of one must not disappear among the sends of the others. */
class SlipTest {

  private static final Objectives STRICT =
      new Objectives(List.of(), List.of(), List.of(), true, true, null);

  @TempDir Path temp;

  @Test
  void theP99OfTheWorstGeneratorCounts() {
    SyntheticRun run = twoGenerators(20, 2);
    standStill(run, 520, 16, 2); // 16 of its 1,000 orders, 0.8 % of all

    RunResult result = analyse(run);

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().scheduleSlipP99Ms()).isCloseTo(120, within(2.0));
    assertThat(result.validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("generator late"))
        .satisfies(r -> assertThat(r.figure()).contains("120").contains("generator-2"));
  }

  @Test
  void aShortStandstillOfOneOfThemIsWithinItsP99() {
    SyntheticRun run = twoGenerators(20, 2);
    standStill(run, 520, 8, 2);

    assertThat(analyse(run).verdict()).isEqualTo(Verdict.PASSED);
  }

  /** Four orders late over the end of a second are much of what is due from it in 5 s. */
  @Test
  void aGeneratorThatIsShortOfItsPartOfTheScheduleIsFoundAmongOthers() {
    SyntheticRun run = twoGenerators(60, 8);
    standStill(run, 2072, 7, 8);

    assertThat(analyse(run).validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("generator short of its schedule"))
        .satisfies(r -> assertThat(r.figure()).contains("generator-2"));
  }

  @Test
  void aProbeIsJudgedByItsWorstGeneratorToo() {
    SyntheticRun run = twoGenerators(20, 2);
    standStill(run, 520, 16, 2);
    RunFolder folder = SyntheticFolder.write(run, temp);
    var window =
        new ProbeWindow(
            1, "healthy", ProbeWindow.Purpose.SEARCH, 100, START, START, START + 20 * SECOND, 0);

    ProbeFigures probe =
        RunAnalysis.probes(folder, Campaign.expectations(run, STRICT), List.of(window), Map.of())
            .get(0);

    assertThat(probe.generator()).isNotNull();
    assertThat(probe.generator().slipP99Ms()).isCloseTo(120, within(2.0));
  }

  @Test
  void ofOneGeneratorTheFigureNamesNobody() {
    SyntheticRun run = Campaign.steady(100, 20).simulate();
    standStill(run, 520, 32, 1);

    assertThat(analyse(run).validity().reasons())
        .filteredOn(r -> r.name().equals("generator late"))
        .extracting(Validity.Reason::figure)
        .allMatch(figure -> figure.endsWith(" ms"))
        .hasSize(1);
  }

  /** Every so manieth order is the second generator's, beginning with the first. */
  private static SyntheticRun twoGenerators(long seconds, int each) {
    SyntheticRun run = Campaign.steady(100, seconds).simulate();
    run.generator = order -> order % each == 0 ? 2 : 1;
    run.log.add(
        RunEvent.of(START + seconds * SECOND, RunEvent.HICCUP)
            .with("process", "generator-2")
            .with("p99Ms", 1.5));
    return run;
  }

  /** A generator sends nothing for a while, and then all that was due. */
  private static void standStill(SyntheticRun run, int from, int orders, int each) {
    long end = run.orders.get(from + (orders - 1) * each).intended + each * 10 * MS;
    for (int i = 0; i < orders; i++) {
      SyntheticRun.Order late = run.orders.get(from + i * each);
      late.sent = end + i * 5_000L;
      late.returned = late.sent + 3_000;
      late.completed = Math.max(late.completed, late.sent + MS);
    }
  }

  private RunResult analyse(SyntheticRun run) {
    return Checked.analyse(SyntheticFolder.write(run, temp), Campaign.expectations(run, STRICT));
  }
}
