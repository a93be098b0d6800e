package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.Validity;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that was killed leaves half a record in the files that it wrote, and in no other. */
class TruncatedStageTest {

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).simulate();

  @ParameterizedTest
  @CsvSource({
    "payment-consumers, payment.bin",
    "payment-consumer-1, payment.payment-consumer-1.bin",
    "payment-consumers, payment.payment-consumers.bin",
    "pipeline, payment.bin",
    "pipeline, inventory.bin"
  })
  void theDeathOfItsWriterExcusesAFile(String died, String file) throws IOException {
    died(died);

    Validity validity = analyseTruncated(file);

    assertThat(validity.reasons()).isEmpty();
    assertThat(validity.notes()).singleElement().asString().contains("stages/" + file);
  }

  @ParameterizedTest
  @CsvSource({
    // another stage's
    "payment-consumers, inventory.bin",
    "payment-consumer-1, inventory.bin",
    "inventory-consumers, payment.payment-consumer-1.bin",
    // of the same stage, and yet not its own
    "payment-consumer-1, payment.bin",
    "payment-consumer-1, payment.payment-consumer-2.bin",
    "payment-consumer-1, payment.payment-consumer-10.bin",
    "payment-consumers, payment.payment-consumer-1.bin",
    "pipeline, payment.payment-consumer-1.bin",
    // no consumers
    "payment-provider, payment.bin",
    "broker-1, payment.bin"
  })
  void theDeathOfAnotherDoesNot(String died, String file) throws IOException {
    died(died);

    assertThat(analyseTruncated(file).reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("records truncated"))
        .satisfies(r -> assertThat(r.figure()).startsWith("stages/" + file));
  }

  /** The stage had a process of its own, so its file is not the shared process's. */
  @Test
  void theDeathOfThePipelineDoesNotExcuseAStageThatRanElsewhere() throws IOException {
    died("pipeline");
    run.log.add(
        RunEvent.of(START + 21 * SECOND, RunEvent.HICCUP)
            .with("process", "payment-consumers")
            .with("p99Ms", 1.0));

    assertThat(analyseTruncated("payment.bin").reasons())
        .extracting(Validity.Reason::name)
        .containsExactly("records truncated");
  }

  @Test
  void withoutADeathNothingIsExcused() throws IOException {
    assertThat(analyseTruncated("payment.bin").reasons())
        .extracting(Validity.Reason::name)
        .containsExactly("records truncated");
  }

  private void died(String process) {
    run.log.add(
        RunEvent.of(START + SECOND, RunEvent.PROCESS_DIED)
            .with("process", process)
            .with("planned", true));
  }

  private Validity analyseTruncated(String name) throws IOException {
    RunFolder folder = SyntheticFolder.write(run, temp);
    Path file = folder.root().resolve("stages").resolve(name);
    if (!Files.exists(file)) {
      begin(file, name.substring(0, name.indexOf('.')));
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    folder.seal();
    var strict = new Objectives(List.of(), List.of(), List.of(), true, true, null);
    var result = Checked.analyse(folder, Campaign.expectations(run, strict));
    assertThat(result.verdict() == Verdict.VOID).isEqualTo(!result.validity().valid());
    return result.validity();
  }

  /** The file of one of several processes of a stage, which was given a partition. */
  private static void begin(Path file, String stage) {
    var topics = List.of("inventory");
    try (var writer =
        RecordWriter.create(file, StageRecord.KIND, StageRecord.header(stage, topics))) {
      writer.append(
          new StageRecord(START, StageRecord.Event.ASSIGNED, 1, "inventory", 0, -1, -1, 0, 0));
    }
  }
}
