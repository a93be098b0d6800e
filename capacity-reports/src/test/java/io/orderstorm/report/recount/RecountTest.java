package io.orderstorm.report.recount;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.render.Reports;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecountTest {

  @TempDir Path temp;

  private RunFolder folder;
  private Expectations expectations;

  @BeforeEach
  void record() {
    SyntheticRun run = Campaign.steady(30, 6).shares(0.1, 0.1).simulate();
    run.orders.subList(50, 53).forEach(o -> run.forget(o.events.get("ORDER_PLACED")));
    folder = SyntheticFolder.write(run, temp.resolve("run"));
    expectations = Campaign.expectations(run, Objectives.none());
    Reports.write(folder, Checked.analyse(folder, expectations));
  }

  @Test
  void everyFigureThatIsAlteredIsNamed() throws IOException {
    Recount recount = Recount.of(folder, expectations);
    String stored = Files.readString(folder.resultJson());

    assertThat(recount.differences(stored)).isEmpty();
    assertThat(recount.figure("orders.lost")).isEqualTo(3);
    for (String figure : List.of("offered", "acknowledged", "fulfilled", "lost", "injected")) {
      String altered =
          stored.replaceFirst("\"" + figure + "\" : \\d+", "\"" + figure + "\" : 9999");
      assertThat(recount.differences(altered))
          .singleElement()
          .satisfies(d -> assertThat(d.figure()).endsWith("." + figure))
          .satisfies(d -> assertThat(d.stored()).isEqualTo("9999"));
    }
  }

  @Test
  void theFirstDifferingFigureComesFirst() throws IOException {
    String altered =
        Files.readString(folder.resultJson())
            .replaceFirst("\"p99Ms\" : [\\d.]+", "\"p99Ms\" : 0.5")
            .replaceFirst("\"lost\" : \\d+", "\"lost\" : 0");

    assertThat(Recount.of(folder, expectations).differences(altered))
        .extracting(Difference::figure)
        .containsExactly("orders.lost", "latency.ingestion.p99Ms");
  }

  @Test
  void aRunThatIsCountedInSharesComesToTheSame() throws IOException {
    String stored = Files.readString(folder.resultJson());

    for (long ordersAtOnce : List.of(1L, 7L, 50L, 179L, 180L, 1000L)) {
      Recount recount = Recount.of(folder, expectations, ordersAtOnce);
      assertThat(recount.differences(stored)).as(ordersAtOnce + " orders at once").isEmpty();
      assertThat(recount.figure("orders.lost")).isEqualTo(3);
    }
  }

  @Test
  void aFigureThatIsGoneIsADifference() throws IOException {
    String altered = Files.readString(folder.resultJson()).replaceFirst("\"lost\" : \\d+,", "");

    assertThat(Recount.of(folder, expectations).differences(altered))
        .extracting(Difference::figure)
        .containsExactly("orders.lost");
  }

  @Test
  void oneAlteredByteInAnyFileIsFound() throws IOException {
    Random random = new Random(4);
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(30);
    List<String> overlooked = new ArrayList<>();
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      int[] places = {0, random.nextInt(Math.max(1, content.length)), content.length - 1};
      for (int i = 0; i < places.length && content.length > 0; i++) {
        byte[] altered = content.clone();
        altered[places[i]] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, altered);
        if (verifies()) {
          overlooked.add(file + " at " + places[i]);
        }
      }
      Files.write(file, content);
    }

    assertThat(overlooked).isEmpty();
    assertThat(verifies()).as("all restored").isTrue();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.root())) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private boolean verifies() {
    if (!folder.verify().intact()) {
      return false;
    }
    RunResult result = RunAnalysis.analyse(folder, expectations);
    return Reports.differing(folder, result).isEmpty();
  }
}
