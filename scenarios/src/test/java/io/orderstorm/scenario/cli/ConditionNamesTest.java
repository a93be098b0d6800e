package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.scenario.file.RunbookFile;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionNamesTest {

  private static final Path OUTAGE = Path.of("runbooks", "downstream-outage.md");

  @TempDir Path folder;

  static Stream<Path> shipped() throws IOException {
    return Files.list(OUTAGE.resolveSibling("")).filter(file -> file.toString().endsWith(".md"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedRunbookNamesWhatItsPipelineHas(Path file) {
    Runbook runbook = RunbookFile.read(file);

    assertThatCode(() -> ConditionNames.require(runbook, scenario(runbook)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "alert payment-circuit-opened is off, payment-circuit-open",
    "fault payment-outage is off, payment-provider-outage",
    "release payment is off, none",
    "lag payments < 200, payment",
    "dead-letters payments < 1, payment"
  })
  void aNameThatIsNotThereIsRefusedWithItsLineAndWhatIsAllowed(String condition, String allowed)
      throws IOException {
    String text = Files.readString(OUTAGE).replace("alert payment-circuit-open is off", condition);
    Runbook runbook = RunbookFile.read(Files.writeString(folder.resolve("own.md"), text));

    assertThatThrownBy(() -> ConditionNames.require(runbook, scenario(runbook)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContainingAll("own.md:", condition + ": the scenario", "allowed:", allowed);
  }

  @Test
  void theLineIsThatOfTheBlock() throws IOException {
    String text = Files.readString(OUTAGE).replace("dead-letters payment < 1", "lag paid < 1");
    Runbook runbook = RunbookFile.read(Files.writeString(folder.resolve("own.md"), text));
    int line = 1 + (int) text.substring(0, text.indexOf("```check\nlag paid")).lines().count();

    assertThatThrownBy(() -> ConditionNames.require(runbook, scenario(runbook)))
        .hasMessageContaining("own.md:" + line + ": lag paid < 1");
  }

  private static Scenario scenario(Runbook runbook) {
    return ScenarioFile.read(
            Path.of("library", runbook.scenario() + ".yaml"), runbook.overrides(), Optional.empty())
        .scenario();
  }
}
