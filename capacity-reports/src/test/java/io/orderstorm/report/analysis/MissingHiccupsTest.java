package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.render.ReportHtml;
import io.orderstorm.report.render.ReportMarkdown;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Validity;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that measures and did not tell how late it woke up can't be said to have been fit. */
class MissingHiccupsTest {

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).simulate();

  @Test
  void whereBothToldTheWorstCounts() {
    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.validity().hiccupP99Ms()).isEqualTo(1.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "observer"})
  void withoutOneOfThemTheRunIsVoid(String process) {
    forget(process);

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("records missing"))
        .satisfies(r -> assertThat(r.figure()).contains("hiccups of the " + process))
        .satisfies(r -> assertThat(r.remedy()).isNotEmpty());
    assertThat((Object) result.validity().hiccupP99Ms()).isNull();
    assertThat(ReportMarkdown.render(result)).contains("hiccups p99 –,");
    assertThat(ReportHtml.render(result))
        .containsPattern("Hiccups of generator and observer, p99</dt>\\s*<dd>–</dd>");
  }

  @Test
  void aRecordWithoutItsFigureIsNone() {
    forget("observer");
    run.log.add(
        RunEvent.of(START + 22 * SECOND, RunEvent.HICCUP)
            .with("process", "observer")
            .with("maxMs", 12.5));

    assertThat(analyse().validity().reasons())
        .extracting(Validity.Reason::name)
        .containsExactly("records missing");
  }

  @Test
  void hiccupsOfThePipelineAreNotAskedFor() {
    forget("pipeline");
    forget("broker-1");

    assertThat(analyse().verdict()).isEqualTo(Verdict.PASSED);
  }

  /** Of two generators one could hide behind the other. */
  @Test
  void eachGeneratorThatHasAJournalHasToTell() {
    run.generator = order -> 1 + order % 2;
    assertThat(analyse().validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.figure()).contains("1 of 2 told"));
  }

  @Test
  void twoGeneratorsThatBothToldAreFit() {
    run.generator = order -> 1 + order % 2;
    run.log.add(
        RunEvent.of(START + 22 * SECOND, RunEvent.HICCUP)
            .with("process", "generator-2")
            .with("p99Ms", 2.5));

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.validity().hiccupP99Ms()).isEqualTo(2.5);
  }

  @Test
  void aGeneratorThatDiedIsToldAboutOnce() {
    forget("generator");
    run.log.add(
        RunEvent.of(START + 15 * SECOND, RunEvent.PROCESS_DIED)
            .with("process", "generator")
            .with("planned", false));

    RunResult result = analyse();

    assertThat(result.validity().reasons())
        .extracting(Validity.Reason::name)
        .containsExactly("harness process died");
    assertThat((Object) result.validity().hiccupP99Ms()).isNull();
  }

  @Test
  void theDeathOfTheObserverExcusesNoGenerator() {
    forget("generator");
    run.log.add(
        RunEvent.of(START + 15 * SECOND, RunEvent.PROCESS_DIED)
            .with("process", "observer")
            .with("planned", false));

    assertThat(analyse().validity().reasons())
        .extracting(Validity.Reason::name)
        .containsExactlyInAnyOrder("harness process died", "records missing");
  }

  @Test
  void aRunThatWasToldToEndOnlyNotesIt() {
    forget("generator");
    run.log.add(RunEvent.of(START + 20 * SECOND, RunEvent.INTERRUPTED));

    RunResult result = analyse();

    assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
    assertThat(result.validity().reasons()).isEmpty();
    assertThat(result.validity().notes())
        .singleElement()
        .asString()
        .contains("hiccups of the generator are not known");
  }

  /** Then the harness itself did not come to the point where they are told. */
  @Test
  void aLoadThatDidNotEndIsToldAboutOnce() {
    forget("generator");
    forget("observer");
    run.log.removeIf(event -> event.is(RunEvent.LOAD_ENDED));

    assertThat(analyse().validity().reasons())
        .extracting(Validity.Reason::name)
        .contains("load did not end")
        .doesNotContain("records missing");
  }

  private void forget(String process) {
    run.log.removeIf(event -> event.is(RunEvent.HICCUP) && event.text("process").equals(process));
  }

  private RunResult analyse() {
    var strict = new Objectives(List.of(), List.of(), List.of(), true, true, null);
    return Checked.analyse(SyntheticFolder.write(run, temp), Campaign.expectations(run, strict));
  }
}
