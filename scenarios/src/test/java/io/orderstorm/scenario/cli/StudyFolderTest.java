package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.capacity.CapacityFolder;
import io.orderstorm.scenario.capacity.SessionScenario;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.model.Rate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study whose one probe saw no order: the least that has records, figures and a plan. */
class StudyFolderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_795_700_000L * SECOND;

  @TempDir Path temp;
  private Path study;
  private CapacityFolder folder;

  @BeforeEach
  void makeStudy() throws IOException {
    study = temp.resolve("study");
    folder = CapacityFolder.create(study);
    ScenarioFile file =
        ScenarioFile.read(Path.of("library/known-capacity.yaml"), List.of(), Optional.empty());
    Files.writeString(folder.scenario(), file.resolved());
    Files.writeString(
        folder.request(),
        """
        { "target" : 150.0, "firstRate" : 150.0, "mostRate" : 1000000.0, "baseline" : 60.0,
          "baselineIs" : "as given", "settlingSeconds" : 5, "judgedSeconds" : 20,
          "warmUpSeconds" : 45, "tolerance" : 0.02, "mostProbes" : 1, "parts" : [ ],
          "forecast" : null, "command" : "orderstorm capacity known-capacity",
          "madeAt" : "2026-11-26T13:40:18Z" }
        """);
    RunFolder session = RunFolder.create(folder.nextSession());
    Files.writeString(
        session.scenario(),
        new SessionScenario(file.scenario()).text(file.resolved(), new Rate(150)));
    new EnvironmentFile(
            "session-1",
            "live",
            "embedded",
            "orderstorm capacity",
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .write(session.environment(), file.scenario(), "2026-11-26T13:40:18Z");
    Files.writeString(
        session.events(),
        "{\"timeNanos\":"
            + START
            + ",\"type\":\"load-started\"}\n{\"timeNanos\":"
            + (START + 30 * SECOND)
            + ",\"type\":\"load-ended\"}\n");
    session.seal();
    note(figures(session));
  }

  private static ProbeFigures figures(RunFolder session) {
    var window =
        new ProbeWindow(
            1,
            "healthy",
            ProbeWindow.Purpose.SEARCH,
            150,
            START,
            START + 5 * SECOND,
            START + 25 * SECOND,
            START + 26 * SECOND);
    return RunAnalysis.probes(session, Judge.expectations(session), List.of(window), Map.of())
        .get(0);
  }

  private void note(ProbeFigures figures) throws IOException {
    Files.writeString(
        folder.probes(),
        JSON.writeValueAsString(Map.of("session", "session-1", "figures", figures)) + "\n");
  }

  private record Verified(int status, String said) {}

  private Verified verify() throws IOException {
    var said = new StringWriter();
    var out = new PrintWriter(said);
    int status = new StudyFolder(study).verify(out);
    out.flush();
    return new Verified(status, said.toString());
  }

  @Test
  void aPlanThatReportMadeIsVerified() throws IOException {
    assertThat(CapacityFolder.isStudy(study)).isTrue();
    assertThat(new StudyFolder(study).report(false)).as("not decided").isEqualTo(3);

    Verified verified = verify();

    assertThat(verified.said())
        .contains("every figure of probes.jsonl follows from the raw records")
        .contains("every figure of capacity-plan.json follows from the raw records")
        .contains("the plan is, byte for byte, what the raw records give");
    assertThat(verified.status()).isZero();
  }

  @Test
  void aFigureOfThePlanThatWasChangedIsNamed() throws IOException {
    new StudyFolder(study).report(false);
    ObjectNode plan = (ObjectNode) JSON.readTree(folder.planJson().toFile());
    plan.put("targetPerSecond", 100);
    JSON.writeValue(folder.planJson().toFile(), plan);

    Verified verified = verify();

    assertThat(verified.said())
        .contains(
            "first differing figure: targetPerSecond: capacity-plan.json says 100, the raw records"
                + " say 150")
        .contains("not what the raw records give: capacity-plan.json");
    assertThat(verified.status()).isEqualTo(1);
  }

  @Test
  void aFigureOfAProbeThatWasChangedIsNamed() throws IOException {
    new StudyFolder(study).report(false);
    ObjectNode line = (ObjectNode) JSON.readTree(folder.probes().toFile());
    ((ObjectNode) line.at("/figures/stages/0")).put("donePerSecond", 149.5);
    Files.writeString(folder.probes(), JSON.writeValueAsString(line) + "\n");

    Verified verified = verify();

    assertThat(verified.said())
        .contains(
            "first differing figure: probe 1, stages[0].donePerSecond: probes.jsonl says 149.5,"
                + " the raw records say 0.0");
    assertThat(verified.status()).isEqualTo(1);
  }

  @Test
  void aJudgedPartThatWasChangedIsADifferenceAndNoBadInput() throws IOException {
    new StudyFolder(study).report(false);
    ObjectNode line = (ObjectNode) JSON.readTree(folder.probes().toFile());
    ObjectNode window = (ObjectNode) line.at("/figures/window");
    window.put("endNanos", START + 15 * SECOND);
    ((ObjectNode) line.at("/figures")).put("orders", 7);
    Files.writeString(folder.probes(), JSON.writeValueAsString(line) + "\n");

    Verified verified = verify();

    assertThat(verified.said())
        .contains("first differing figure: probe 1, orders: probes.jsonl says 7")
        .contains(
            "no plan follows from probes.jsonl: probe 1 of the study's records is not the one");
    assertThat(verified.status()).isEqualTo(1);
  }

  @Test
  void aPageThatWasChangedIsNamed() throws IOException {
    new StudyFolder(study).report(false);
    Files.writeString(folder.planHtml(), "<p>All is well</p>");

    Verified verified = verify();

    assertThat(verified.said()).contains("not what the raw records give: capacity-plan.html");
    assertThat(verified.status()).isEqualTo(1);
  }

  @Test
  void recordsThatWereChangedAreNotComputedFrom() throws IOException {
    new StudyFolder(study).report(false);
    Files.writeString(folder.sessions().get(0).resolve("events.jsonl"), "{}\n");

    Verified verified = verify();

    assertThat(verified.said())
        .contains("the raw records of session-1 are not as they were when it ended")
        .contains("events.jsonl")
        .doesNotContain("probes.jsonl");
    assertThat(verified.status()).isEqualTo(1);
  }

  @Test
  void aStudyThatWasNotEndedHasNoPlan() throws IOException {
    Files.writeString(folder.probes(), "");

    assertThatThrownBy(() -> new StudyFolder(study).report(false))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("the study is not complete")
        .hasMessageContaining("--resume");
  }

  @Test
  void pricesThatWereKeptAreInThePlan() throws IOException {
    Path prices = Files.writeString(temp.resolve("mine.yaml"), "currency: EUR\nconsumers: 3\n");

    assertThatThrownBy(() -> folder.keepPrices(prices))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("mine.yaml:2:12: consumers");
    assertThat(folder.prices()).doesNotExist();

    Files.writeString(prices, "currency: EUR\nconsumers: { price: 3, per: consumer-hour }\n");
    folder.keepPrices(prices);

    assertThat(folder.prices()).hasSameTextualContentAs(prices);
  }
}
