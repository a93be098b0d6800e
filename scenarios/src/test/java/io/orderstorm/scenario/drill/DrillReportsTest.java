package io.orderstorm.scenario.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class DrillReportsTest {

  private static final DrillResult MISSED =
      new DrillResult(
          DrillResult.SCHEMA,
          "quarterly-replay",
          "What payment was never given",
          true,
          "20261126T040000Z-quarterly-replay",
          "2026-11-26T04:00:00Z",
          81.5,
          240,
          Verdict.BREACHED,
          List.of("lost: 3 orders lost or in flight, wanted none"),
          List.of(
              new ObjectiveResult("lost", "none", "3 orders lost | in flight", false),
              new ObjectiveResult("history", "3,000 events", "2,910", null),
              new ObjectiveResult("audit", "intact", "9 lines", true)),
          Map.of("records passed over", "214"),
          List.of(new DrillResult.Step(21.4, "detected", "3 <orders> unanswered")));

  @TempDir Path temp;

  @Test
  void jsonSaysWhatALaterReadinessCheckAsks() throws Exception {
    JsonNode json = new ObjectMapper().readTree(DrillReports.json(MISSED));

    assertThat(json.path("schema").asText()).isEqualTo("orderstorm/drill/1");
    assertThat(json.path("drill").asText()).isEqualTo("quarterly-replay");
    assertThat(json.path("verdict").asText()).isEqualTo("BREACHED");
    assertThat(json.path("short").asBoolean()).isTrue();
    assertThat(json.path("startedAt").asText()).isEqualTo("2026-11-26T04:00:00Z");
    assertThat(json.path("checks").get(0).path("met").asBoolean(true)).isFalse();
    assertThat(json.path("checks").get(1).path("met").isNull()).isTrue();
    assertThat(json.path("figures").path("records passed over").asText()).isEqualTo("214");
    assertThat(json.path("steps").get(0).path("atSeconds").asDouble()).isEqualTo(21.4);
  }

  @Test
  void junitHasAFailureForWhatWasMissedAndAnErrorForWhatCanNotBeTold() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    DrillJunit.render(MISSED).getBytes(StandardCharsets.UTF_8)));

    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    assertThat(xml.getElementsByTagName("failure").getLength()).as("lost, verdict").isEqualTo(2);
    assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(1);
    assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("2");
  }

  @Test
  void markdownKeepsItsTablesWhole() {
    assertThat(DrillMarkdown.render(MISSED))
        .startsWith("# BREACHED – drill quarterly-replay")
        .contains("| lost | none | 3 orders lost \\| in flight | missed |")
        .contains("- 21.4 s: **detected** 3 &lt;orders> unanswered");
  }

  @Test
  void anAlteredReportIsNamed() throws Exception {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    DrillReports.write(folder, MISSED);
    assertThat(DrillReports.differing(folder, MISSED)).isEmpty();

    Path json = folder.root().resolve("drill.json");
    Files.writeString(json, Files.readString(json).replace("BREACHED", "PASSED"));

    assertThat(DrillReports.differing(folder, MISSED)).containsExactly("drill.json");
  }
}
