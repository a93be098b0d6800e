package io.orderstorm.scenario.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Validity;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.scenario.gameday.RunbookVerdict.Outcome;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * The incident begins 10 s after the load, is mitigated 20 s later, and is over 25 s after it
 * began.
 */
class RunbookVerdictTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long BEGAN = 10 * SECOND;

  private static final Runbook RUNBOOK =
      new Runbook(
          Path.of("own.md"),
          "own",
          "A title",
          "outage",
          "us",
          "payment-outage",
          List.of(),
          new Incident.OfFault("outage"),
          "payment-lag",
          new Runbook.Lines(7, 8),
          new Runbook.Times(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60)),
          List.of());

  private static final List<StepResult> STEPS =
      List.of(
          new StepResult(
              "Mend it",
              1,
              BEGAN,
              List.of(
                  new StepResult.BlockResult(
                      2, "orderstorm", true, "", "", true, BEGAN + 20 * SECOND))));

  @Test
  void whatKeptItsTimesAndLostNothingIsVerified() {
    RunbookVerdict verdict = judge(Verdict.PASSED, 0, Recovery.Policy.MET, "");

    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.outcome()).isEqualTo(Outcome.VERIFIED);
    assertThat(verdict.detectSeconds()).isEqualTo(2);
    assertThat(verdict.mitigateSeconds()).isEqualTo(20);
    assertThat(verdict.recoverSeconds()).isEqualTo(25);
  }

  @Test
  void aRunThatMissedAnObjectiveOfItsOwnVerifiesARunbookAllTheSame() {
    assertThat(judge(Verdict.BREACHED, 0, Recovery.Policy.BREACHED, "").outcome())
        .isEqualTo(Outcome.VERIFIED);
  }

  @Test
  void aRunThatASafeguardAbortedVerifiesNothing() {
    RunbookVerdict verdict = judge(Verdict.ABORTED, 0, Recovery.Policy.MET, "");

    assertThat(verdict.outcome()).isEqualTo(Outcome.VOID);
    assertThat(verdict.reasons()).containsExactly("void: aborted by a safeguard: lag 501");
  }

  @Test
  void aRecoveryThatTheLoadDidNotOutlastVerifiesNothing() {
    RunbookVerdict verdict =
        judge(Verdict.VOID, 0, Recovery.Policy.VOID, "the load ended 3.0 s before revert + settle");

    assertThat(verdict.outcome()).isEqualTo(Outcome.VOID);
    assertThat(verdict.reasons())
        .containsExactly("void: recovery of payment: the load ended 3.0 s before revert + settle");
  }

  @Test
  void ordersThatTheStepsGaveUpAreNoCure() {
    RunbookVerdict verdict = judge(Verdict.PASSED, 500, Recovery.Policy.MET, "");

    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict.reasons()).containsExactly("500 orders given up in a dead-letter queue");
  }

  @Test
  void anInterruptedRunSaysSo() {
    assertThat(RunbookVerdict.interrupted().outcome()).isEqualTo(Outcome.VOID);
    assertThat(RunbookVerdict.interrupted().reasons()).isNotEmpty();
  }

  @Test
  void whatAJobPublishesOfAFailedRunbookSaysSoThoughItsRunPassed() throws Exception {
    RunbookVerdict failed = judge(Verdict.PASSED, 500, Recovery.Policy.MET, "");

    Element suite = suite(failed);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .isEqualTo("FAILED 500 orders given up in a dead-letter queue");
    assertThat(RunbookMarkdown.render(RUNBOOK, STEPS, failed))
        .startsWith("# FAILED – runbook own")
        .contains("- 500 orders given up in a dead-letter queue")
        .contains("| mitigated | 30.0 s | 20.0 s |", "- held: Mend it");
  }

  @Test
  void aVoidRehearsalIsAnErrorAndAVerifiedOneIsNothing() throws Exception {
    Element unjudged = suite(judge(Verdict.ABORTED, 0, Recovery.Policy.MET, ""));
    assertThat(unjudged.getAttribute("errors")).isEqualTo("1");
    assertThat(unjudged.getElementsByTagName("error").getLength()).isEqualTo(1);

    Element verified = suite(judge(Verdict.PASSED, 0, Recovery.Policy.MET, ""));
    assertThat(verified.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    assertThat(verified.getElementsByTagName("failure").getLength()).isZero();
    assertThat(verified.getElementsByTagName("error").getLength()).isZero();
  }

  private static Element suite(RunbookVerdict verdict) throws Exception {
    String xml = RunbookJunit.render(RUNBOOK, STEPS, verdict);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static RunbookVerdict judge(
      Verdict verdict, long deadLettered, Recovery.Policy policy, String note) {
    return RunbookVerdict.of(
        RUNBOOK, STEPS, BEGAN, run(verdict, deadLettered, recovery(policy, note)));
  }

  private static Recovery recovery(Recovery.Policy policy, String note) {
    return new Recovery(
        "payment", "outage", 24.0, null, 60.0, 2.0, 20.0, 4.0, 0, 0, Map.of(), 0L, policy, note);
  }

  /** What the verdict does not look at is left out. */
  private static RunResult run(Verdict verdict, long deadLettered, Recovery recovery) {
    return new RunResult(
        null,
        Instant.EPOCH,
        100,
        90,
        0,
        verdict,
        verdict == Verdict.ABORTED ? List.of("aborted by a safeguard: lag 501") : List.of(),
        new Validity(List.of(), List.of(), 0, 0.0, 0, 0, true),
        new OrderCounts(
            5_000, 5_000, 0, 0, 0, 5_000 - deadLettered, 0, deadLettered, 0, 0, 0, 0, 0, 0, 0),
        null,
        List.of(),
        List.of(),
        List.of(recovery),
        List.of(new Alert("payment-lag", "payment", "page", 12, 35.0, "outage", 2.0, "")),
        List.of(),
        null,
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        Map.of(),
        Map.of());
  }
}
