package io.orderstorm.report.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Checked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeRunTest {

  @TempDir Path temp;

  @Test
  void theRunThatIsMeasuredIsAWholeAndCleanOne() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    LargeRun run = new LargeRun(folder, 3000, 500, 12);
    run.write();

    RunResult result = Checked.analyse(folder, LedgerBench.expectations(run.load()));

    assertThat(result.reasons()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.orders().fulfilled()).isEqualTo(3000);
    assertThat(result.anomalies()).isEmpty();
    assertThat(result.latency())
        .filteredOn(latency -> latency.handlingP50Ms() != null)
        .extracting(StageLatency::stage)
        .containsExactly("inventory", "payment", "fulfilment", "notification");
    assertThat(result.latency())
        .extracting(StageLatency::handlingP50Ms)
        .filteredOn(Objects::nonNull)
        .allSatisfy(median -> assertThat(median).isCloseTo(2.0, within(0.003)));
  }

  @Test
  void theObserversRecordsAreInTheOrderOfTheirTimesAsThoseOfARealOne() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    new LargeRun(folder, 3000, 5000, 12).write();

    assertThat(folder.observedTopics())
        .allSatisfy(
            topic -> {
              List<Long> times = new ArrayList<>();
              RecordReader.forEach(
                  folder.observations(topic), Observation.KIND, o -> times.add(o.receivedNanos()));
              assertThat(times).isNotEmpty().isSorted();
            });
  }

  @Test
  void anEffectTooManyIsFoundAmongTheManyBlocksOfALargeRun() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    LargeRun run = new LargeRun(folder, 60_000, 50_000, 12);
    run.write();
    chargeAgain(folder, 47_000);
    folder.seal();

    RunResult result = Checked.analyse(folder, LedgerBench.expectations(run.load()));

    assertThat(result.anomalies()).hasSize(1);
    assertThat(result.anomalies().get(0).kind()).isEqualTo("duplicate-effect");
    assertThat(result.anomalies().get(0).orderNumber()).isEqualTo(47_000);
  }

  private static void chargeAgain(RunFolder folder, int order) {
    Path file = folder.effects("payment-provider");
    List<Effect> charge = new ArrayList<>();
    RecordReader.forEachOf(file, Effect.KIND, number -> number == order, charge::add);
    try (var writer = RecordWriter.resume(file, Effect.KIND, Effect.KIND.header())) {
      writer.append(charge.get(0));
    }
  }
}
