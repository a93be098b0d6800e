package io.orderstorm.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.SyntheticFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CampaignReportTest {

  @Test
  void everyDerivedFileIsWritten() throws Exception {
    Path root = Path.of("target", "campaign-" + System.nanoTime());
    RunFolder folder = SyntheticFolder.write(Campaign.peakRun(1), root);
    RunResult result =
        RunAnalysis.analyse(folder, Campaign.peakExpectations(Campaign.peakObjectives()));

    Reports.write(folder, result);

    for (Path file :
        new Path[] {
          folder.resultJson(),
          folder.reportHtml(),
          folder.reportMarkdown(),
          folder.junitXml(),
          folder.lag(),
          folder.timeline(),
          folder.latency("payment")
        }) {
      assertThat(file).isNotEmptyFile();
    }
    assertThat(Files.readString(folder.reportHtml()))
        .doesNotContain("http://")
        .doesNotContain("src=");
    System.out.println("REPORT " + root.toAbsolutePath());
  }
}
