package io.orderstorm.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/**
 * One campaign with everything in it, planted defects included, in every form that a report has.
 */
class CampaignReportTest {

  @TempDir static Path temp;

  private static RunFolder passed;
  private static RunFolder breached;
  private static RunResult result;

  @BeforeAll
  static void render() {
    passed = SyntheticFolder.write(Campaign.peakRun(1), temp.resolve("passed"));
    result = Checked.analyse(passed, Campaign.peakExpectations(Campaign.peakObjectives()));
    Reports.write(passed, result);
    breached = SyntheticFolder.write(defective(), temp.resolve("breached"));
    Reports.write(breached, Checked.analyse(breached, Campaign.peakExpectations(tight())));
  }

  private static SyntheticRun defective() {
    SyntheticRun run = Campaign.peakRun(1);
    run.orders.subList(9_000, 9_040).forEach(o -> run.forget(o.event(EventType.ORDER_PLACED)));
    run.performed.addAll(run.performed.subList(40_000, 40_012));
    run.deadLetters.subList(0, 2).clear();
    return run;
  }

  private static Objectives tight() {
    Objectives shipped = Campaign.peakObjectives();
    return new Objectives(
        List.of(
            new Objectives.Recovery("payment", Campaign.s(9), 0L),
            new Objectives.Recovery("ingestion", Campaign.s(10), 0L)),
        shipped.latency(),
        shipped.lag(),
        true,
        true,
        null);
  }

  @Test
  void theJsonFitsItsSchema() throws IOException {
    for (RunFolder folder : List.of(passed, breached)) {
      assertThat(schema().validate(new ObjectMapper().readTree(folder.resultJson().toFile())))
          .isEmpty();
    }
  }

  @Test
  void theSchemaFindsAMissingFigure() throws IOException {
    JsonNode json = new ObjectMapper().readTree(passed.resultJson().toFile());
    ((com.fasterxml.jackson.databind.node.ObjectNode) json.get("orders")).remove("lost");

    assertThat(schema().validate(json)).isNotEmpty();
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(RunResult.class.getResourceAsStream("/io/orderstorm/report/result.schema.json"));
  }

  @Test
  void theMarkdownIsAsApproved() throws IOException {
    Golden.assertSame("passed.md", Files.readString(passed.reportMarkdown()));
    Golden.assertSame("breached.md", Files.readString(breached.reportMarkdown()));
  }

  @Test
  void theJunitXmlIsAsApproved() throws IOException {
    Golden.assertSame("passed.junit.xml", Files.readString(passed.junitXml()));
    Golden.assertSame("breached.junit.xml", Files.readString(breached.junitXml()));
  }

  @Test
  void theJunitXmlCountsItsOwnCases() throws Exception {
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(breached.junitXml().toFile())
            .getDocumentElement();

    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
    assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure")).isNotEqualTo("0");
    assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
    assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
  }

  private static String count(Element suite, String tag) {
    return String.valueOf(suite.getElementsByTagName(tag).getLength());
  }

  @Test
  void theIntervalLogsGiveTheFiguresOfTheResult() throws IOException {
    for (StageLatency stage : result.latency()) {
      Histogram all = new Histogram(3);
      long warmup = 0;
      HistogramLogReader reader = new HistogramLogReader(passed.latency(stage.stage()).toFile());
      for (var next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        if (next.getTag() == null) {
          all.add((Histogram) next);
        } else {
          assertThat(next.getTag()).isEqualTo("warmup");
          warmup += ((Histogram) next).getTotalCount();
        }
      }
      assertThat(all.getTotalCount()).isEqualTo(stage.count());
      assertThat(warmup).isEqualTo(stage.warmup());
      assertThat(all.getValueAtPercentile(99) / 1e6)
          .isCloseTo(stage.p99Ms(), within(stage.p99Ms() / 500));
      assertThat(all.getMaxValue() / 1e6).isCloseTo(stage.maxMs(), within(stage.maxMs() / 500));
    }
  }

  @Test
  void theCsvFilesHaveALineForEachSecond() throws IOException {
    assertThat(Files.readAllLines(passed.timeline())).hasSize(1 + result.series().seconds());
    assertThat(Files.readAllLines(passed.lag())).hasSize(1 + result.series().seconds() * 4);
    assertThat(Files.readAllLines(passed.lag()).get(0))
        .isEqualTo("second,group,endOffset,committedOffset,lag,peakLag,backlog,oldestMs");
  }

  @Test
  void theHtmlNeedsNoNetworkAndSaysTheVerdictFirst() throws IOException {
    String html = Files.readString(passed.reportHtml());

    assertThat(html).doesNotContain("src=", "href=", "@import", "url(", "fetch(");
    assertThat(html.indexOf("PASSED</span><h1>All 12 objectives were met")).isPositive();
    assertThat(html).contains("uPlot=function");
    assertThat(Files.readString(breached.reportHtml()))
        .contains("BREACHED</span><h1>The pipeline did not keep its promises: ");
  }

  @Test
  void aBreachedCampaignSaysWhatWasPlanted() throws IOException {
    JsonNode json = new ObjectMapper().readTree(breached.resultJson().toFile());

    assertThat(json.get("verdict").asText()).isEqualTo("BREACHED");
    assertThat(json.at("/orders/lost").asInt()).isEqualTo(40);
    assertThat(json.at("/orders/duplicateEffects").asInt()).isEqualTo(12);
    assertThat(json.at("/poison/missed").asInt()).isEqualTo(2);
    assertThat(json.at("/poison/falselyDeadLettered").asInt()).isZero();
  }
}
