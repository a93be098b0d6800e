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

class RunbookNamesTest {

  private static final Path OUTAGE = Path.of("runbooks", "downstream-outage.md");

  @TempDir Path folder;

  static Stream<Path> shipped() throws IOException {
    return Files.list(OUTAGE.resolveSibling("")).filter(file -> file.toString().endsWith(".md"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedRunbookNamesWhatItsPipelineHas(Path file) {
    Runbook runbook = RunbookFile.read(file);

    assertThatCode(() -> RunbookNames.require(runbook, scenario(runbook)))
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

    assertThatThrownBy(() -> RunbookNames.require(runbook, scenario(runbook)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContainingAll("own.md:", condition + ": the scenario", "allowed:", allowed);
  }

  @Test
  void theLineIsThatOfTheBlock() throws IOException {
    String text = Files.readString(OUTAGE).replace("dead-letters payment < 1", "lag paid < 1");
    Runbook runbook = RunbookFile.read(Files.writeString(folder.resolve("own.md"), text));
    int line = 1 + (int) text.substring(0, text.indexOf("```check\nlag paid")).lines().count();

    assertThatThrownBy(() -> RunbookNames.require(runbook, scenario(runbook)))
        .hasMessageContaining("own.md:" + line + ": lag paid < 1");
  }

  @ParameterizedTest
  @CsvSource({
    "alert: payment-circuit-open, alert: payment-circuit-opened, alert, payment-circuit-open",
    "fault: payment-provider-outage, fault: payment-outage, fault, payment-provider-outage",
    "fault: payment-provider-outage, release: payment, release, none",
    "fault: payment-provider-outage, 'replay: { stage: paid, after: 9s, rate: 9/s }', replay.stage,"
        + " payment"
  })
  void whatTheFrontMatterNamesIsRefusedWithItsLineItsFieldAndWhatIsAllowed(
      String line, String wrong, String field, String allowed) throws IOException {
    String text = Files.readString(OUTAGE).replace(line + "\n", wrong + "\n");
    Runbook runbook = RunbookFile.read(Files.writeString(folder.resolve("own.md"), text));
    int number = 1 + (int) text.substring(0, text.indexOf("\n" + wrong)).lines().count();

    assertThatThrownBy(() -> RunbookNames.require(runbook, scenario(runbook)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("own.md:" + number + ": " + field + ": the scenario 'payment-outage'")
        .hasMessageContainingAll("allowed:", allowed);
  }

  private static Scenario scenario(Runbook runbook) {
    return ScenarioFile.read(
            Path.of("library", runbook.scenario() + ".yaml"), runbook.overrides(), Optional.empty())
        .scenario();
  }
}
