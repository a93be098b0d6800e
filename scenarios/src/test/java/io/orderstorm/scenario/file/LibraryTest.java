package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.scenario.model.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryTest {

  static Stream<Path> library() throws IOException {
    return Files.list(Path.of("library"))
        .filter(file -> file.toString().endsWith(".yaml"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("library")
  void everyShippedScenarioIsSoundAndLeavesTimeToJudgeItsFaults(Path file) {
    ScenarioFile read = ScenarioFile.read(file, List.of(), Optional.empty());

    assertThat(read.warnings()).isEmpty();
    assertThat(read.scenario().question()).endsWith("?");
  }

  @ParameterizedTest
  @MethodSource("library")
  void theResolvedTextIsTheSameScenario(Path file, @TempDir Path folder) throws IOException {
    ScenarioFile read =
        ScenarioFile.read(file, List.of("quiet=42s", "pipeline.producer.acks=1"), Optional.of(99L));
    Path copy = Files.writeString(folder.resolve("scenario.yaml"), read.resolved());

    Scenario again = ScenarioFile.read(copy, List.of(), Optional.empty()).scenario();

    assertThat(again).isEqualTo(read.scenario());
    assertThat(again.seed()).isEqualTo(99);
    assertThat(again.quiet()).hasSeconds(42);
    assertThat(again.pipeline().producer().acks()).isEqualTo("1");
    assertThat(again.pipeline().producer().idempotence()).as("follows acks").isFalse();
  }
}
