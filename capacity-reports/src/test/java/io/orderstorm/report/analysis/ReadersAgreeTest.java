package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.recount.Recount;
import io.orderstorm.report.render.ResultJson;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever happened, three readers tell the same: the analysis with its columns, the second pass
 * with its plain lists, and the analysis when it is made to look at every order by its records.
 */
class ReadersAgreeTest {

  @Property(tries = 120)
  void theAnalysisAndTheSecondPassCountTheSame(@ForAll long seed) throws IOException {
    SyntheticRun run = RandomHistory.of(seed);
    Expectations expectations = Campaign.expectations(run, Objectives.none());
    withFolder(
        run,
        folder -> {
          RunResult result = RunAnalysis.analyse(folder, expectations);

          assertThat(Recount.of(folder, expectations).differences(ResultJson.render(result)))
              .isEmpty();
        });
  }

  @Property(tries = 120)
  void anOrdinaryOrderIsOneWithWhichTheRecordsFindNothingWrong(@ForAll long seed)
      throws IOException {
    SyntheticRun run = RandomHistory.of(seed);
    Expectations expectations = Campaign.expectations(run, Objectives.none());
    withFolder(
        run,
        folder -> {
          BitSet all = new BitSet();
          IntStream.range(0, run.orders.size()).forEach(all::set);
          RunResult byColumns =
              new Judgement(Evidence.read(folder, expectations), expectations)
                  .judge(java.util.Map.of());
          RunResult byRecords =
              new Judgement(Evidence.read(folder, expectations, all), expectations)
                  .judge(java.util.Map.of());

          assertThat(ResultJson.render(byRecords)).isEqualTo(ResultJson.render(byColumns));
          assertThat(byRecords.anomalies()).isEqualTo(byColumns.anomalies());
          assertThat(byRecords.series()).isEqualTo(byColumns.series());
        });
  }

  private interface Use {
    void of(RunFolder folder) throws IOException;
  }

  private static void withFolder(SyntheticRun run, Use use) throws IOException {
    Path root = Files.createTempDirectory("readers");
    try {
      use.of(SyntheticFolder.write(run, root));
    } finally {
      try (Stream<Path> files = Files.walk(root)) {
        files.sorted(Comparator.reverseOrder()).forEach(ReadersAgreeTest::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
