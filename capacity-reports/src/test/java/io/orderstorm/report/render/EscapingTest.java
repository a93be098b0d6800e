package io.orderstorm.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that would break out of any format stay names. */
class EscapingTest {

  private static final String EVIL = "</script><script>alert(\"1\")</script>|&'\u0001\u2028";

  @TempDir Path temp;

  private RunResult result;

  @BeforeEach
  void analyse() {
    SyntheticRun run =
        Campaign.steady(50, 12).fault(EVIL, "link", Campaign.s(2), Campaign.s(4), EVIL).simulate();
    Expectations expectations =
        Expectations.of(
            new RunIdentity(EVIL, EVIL, EVIL, EVIL, EVIL, "live", EVIL, 1, EVIL),
            Topology.reference(),
            run.load,
            Campaign.s(10),
            Objectives.none(),
            List.of(new ExpectedFault(EVIL, ExpectedFault.Kind.LINK, EVIL, EVIL)));
    result = Checked.analyse(SyntheticFolder.write(run, temp), expectations);
  }

  @Test
  void htmlHoldsNoScriptButItsOwn() {
    String html = ReportHtml.render(result);

    assertThat(html).doesNotContain("<script>alert");
    assertThat(html.split("<script", -1)).hasSize(4);
    assertThat(html.split("</script>", -1)).hasSize(4);
  }

  @Test
  void xmlStaysWellFormed() throws Exception {
    String xml = JunitXml.render(result);

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
        .isNotNull();
  }

  @Test
  void jsonKeepsTheNameAsItIs() throws Exception {
    assertThat(new ObjectMapper().readTree(ResultJson.render(result)).at("/faults/0/name").asText())
        .isEqualTo(EVIL);
  }

  @Test
  void markdownTablesKeepTheirColumns() {
    String row =
        ReportMarkdown.render(result)
            .lines()
            .filter(l -> l.startsWith("| &lt;/script>"))
            .findFirst()
            .orElse("");

    assertThat(row.replace("\\|", ""))
        .satisfies(r -> assertThat(r.chars().filter(c -> c == '|').count()).isIn(0L, 11L));
  }
}
