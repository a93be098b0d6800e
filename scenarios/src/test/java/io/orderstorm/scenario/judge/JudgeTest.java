package io.orderstorm.scenario.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's own folder says that it is judged by. */
class JudgeTest {

  private static final long START = 1_795_700_000_000_000_000L;

  @TempDir Path temp;
  private RunFolder folder;
  private Duration planned;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = RunFolder.create(temp.resolve("run"));
    ScenarioFile file =
        ScenarioFile.read(Path.of("library/known-capacity.yaml"), List.of(), Optional.empty());
    planned = file.scenario().load().lasting();
    Files.writeString(folder.scenario(), file.resolved());
    new EnvironmentFile(
            "run-1",
            "live",
            "embedded",
            "orderstorm run known-capacity",
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .write(folder.environment(), file.scenario(), "2026-11-26T13:40:18Z");
  }

  @Test
  void allOfTheLoadIsOwedIfNobodyCutIt() throws IOException {
    log(event(START, "load-started"), event(START + 7_000_000_000L, "load-ended"));

    assertThat(owed()).isEqualTo(planned);
  }

  @Test
  void aLoadIsOwedUpToWhereItsOperatorCutIt() throws IOException {
    log(
        event(START, "load-started"),
        event(START + 7_500_000_000L, "load-cut"),
        event(START + 7_600_000_000L, "load-ended"));

    assertThat(owed()).isEqualTo(Duration.ofMillis(7_500));
  }

  @Test
  void aFolderWithoutALogOwesAllOfIt() {
    assertThat(owed()).isEqualTo(planned);
  }

  private Duration owed() {
    return Judge.expectations(folder).load().duration();
  }

  private void log(String... lines) throws IOException {
    Files.write(folder.events(), List.of(lines));
  }

  private static String event(long nanos, String type) {
    return "{\"timeNanos\":%d,\"type\":\"%s\"}".formatted(nanos, type);
  }
}
