package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orderstorm.scenario.alert.AlertNames;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbookFileTest {

  private static final String FRONT =
      """
      ---
      title: A title
      incident: outage
      owner: us
      scenario: payment-outage
      set: [ quiet=42s ]
      fault: payment-provider-outage
      alert: payment-lag
      times: { detect: 10s, mitigate: 20s, recover: 30s }
      ---
      """;

  private static final String SOUND =
      FRONT
          + """

          # A title

          Some words.

          ```sh
          rm -rf / # for the reader alone, and hopefully not for them either
          ```

          ## 1. Look

          ```check
          alert payment-lag is on
          lag payment > 10
          ```

          ## 2. Act

          ```sh run contains="is it" within=7s mitigates
          # a remark
          orderstorm dlq list
          ```

          ```wait-until within=30s
          lag payment < 10
          ```
          """;

  @TempDir Path folder;

  static Stream<Path> shipped() throws IOException {
    return Files.list(Path.of("runbooks")).filter(file -> file.toString().endsWith(".md"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedRunbookIsSoundAndFitsItsScenario(Path file) {
    Runbook runbook = RunbookFile.read(file);
    Scenario scenario =
        ScenarioFile.read(
                Path.of("library", runbook.scenario() + ".yaml"),
                runbook.overrides(),
                Optional.empty())
            .scenario();

    assertThat(runbook.provoked().match(new In(scenario))).isTrue();
    assertThat(AlertNames.of(scenario.pipeline())).contains(runbook.alert());
  }

  /** Whether a scenario has what a runbook provokes. */
  private record In(Scenario scenario) implements Incident.Cases<Boolean> {
    @Override
    public Boolean fault(Incident.OfFault incident) {
      return scenario.faults().stream().anyMatch(fault -> fault.name().equals(incident.name()));
    }

    @Override
    public Boolean release(Incident.OfRelease incident) {
      return scenario.canary().map(of -> of.stage().equals(incident.stage())).orElse(false);
    }

    @Override
    public Boolean replay(Incident.OfReplay incident) {
      return scenario.pipeline().stages().stream()
          .anyMatch(stage -> stage.name().equals(incident.stage()));
    }
  }

  @Test
  void whatIsProvokedIsAFaultOrAReleaseOrAReplay() throws IOException {
    String fault = "fault: payment-provider-outage";
    String replay = "replay: { stage: inventory, after: 20s, rate: 500/s }";

    assertThat(RunbookFile.read(write(SOUND)).provoked())
        .isEqualTo(new Incident.OfFault("payment-provider-outage"));
    assertThat(RunbookFile.read(write(SOUND.replace(fault, "release: payment"))).provoked())
        .isEqualTo(new Incident.OfRelease("payment"));
    assertThat(RunbookFile.read(write(SOUND.replace(fault, replay))).provoked())
        .isEqualTo(new Incident.OfReplay("inventory", Duration.ofSeconds(20), 500));
    assertRefused(SOUND.replace(fault, fault + "\nrelease: payment"), "there are 2 of them");
    assertRefused(SOUND.replace(fault + "\n", ""), "there are 0 of them");
    assertRefused(SOUND.replace(fault, "replay: { stage: inventory }"), "'after' is missing");
  }

  @Test
  void stepsAndBlocksKeepTheirOrderAndTheirLines() throws IOException {
    Runbook runbook = RunbookFile.read(write(SOUND));

    assertThat(runbook.name()).isEqualTo("own");
    assertThat(runbook.overrides()).containsExactly("quiet=42s");
    assertThat(runbook.stated().mitigate()).hasSeconds(20);
    assertThat(runbook.steps())
        .extracting(Runbook.Step::title)
        .containsExactly("1. Look", "2. Act");
    assertThat(runbook.steps().get(0).blocks())
        .extracting(Block::text)
        .containsExactly("alert payment-lag is on", "lag payment > 10");
    assertThat(runbook.steps().get(1).blocks().get(0))
        .isEqualTo(
            new Block.Command(
                line("```sh run"),
                "orderstorm dlq list",
                Optional.of("is it"),
                Duration.ofSeconds(7),
                true));
    assertThat(runbook.steps().get(1).blocks().get(1).line()).isEqualTo(line("```wait-until"));
  }

  private static int line(String start) {
    return (int) SOUND.lines().takeWhile(line -> !line.startsWith(start)).count() + 1;
  }

  @Test
  void aBlockBelowAnItemOfAListIsDoneToo() throws IOException {
    String item = "1. Look again:\n\n   ```check\n   lag payment < 7\n   ```\n\n";
    Runbook runbook = RunbookFile.read(write(SOUND.replace("## 2. Act\n", item + "## 2. Act\n")));

    assertThat(runbook.steps().get(0).blocks())
        .extracting(Block::text)
        .containsExactly("alert payment-lag is on", "lag payment > 10", "lag payment < 7");
    assertThat(runbook.steps().get(0).blocks().get(2).line()).isEqualTo(line("## 2. Act") + 2);
  }

  @Test
  void aBlockOfSeveralConditionsMitigatesWithTheLastOfThem() throws IOException {
    String wait = "```wait-until within=30s mitigates\nalert payment-lag is off\n";
    Runbook runbook = RunbookFile.read(write(SOUND.replace("```wait-until within=30s\n", wait)));

    assertThat(runbook.steps().get(1).blocks())
        .extracting(Block::text, Block::mitigates)
        .containsExactly(
            tuple("orderstorm dlq list", true),
            tuple("alert payment-lag is off", false),
            tuple("lag payment < 10", true));
  }

  @Test
  void whatIsNoRunbookIsRefusedWithItsLineAndWhatIsAllowed() {
    assertRefused("# no front matter", "own.md:1", "front matter");
    assertRefused(SOUND.replace("owner: us", "ovner: us"), "own.md", "'owner' is missing");
    assertRefused(
        SOUND.replace("detect: 10s", "detect: 10"), "own.md:9:18", "times.detect", "a duration is");
    assertRefused(
        SOUND.replace("orderstorm dlq list", "rm -rf x"),
        "own.md:" + line("```sh run"),
        "'rm' is not allowed in a runbook");
    assertRefused(
        SOUND.replace("lag payment > 10", "lag payment is high"),
        "own.md:" + line("```check"),
        "lag GROUP < N");
    assertRefused(SOUND.replace("wait-until within=30s", "wait-until"), "needs within=");
    assertRefused(SOUND.replace(" mitigates", ""), "mitigates");
    assertRefused(SOUND.replace("contains=", "contians="), "contains=, within= and mitigates");
    assertRefused(
        SOUND.replace("```sh run", "```sh runs"), "own.md:" + line("```sh run"), "neither");
    assertRefused(
        SOUND.replace("mitigates\n", "mitigate\n"), "run contains=\"is it\" within=7s mitigate");
    assertRefused(SOUND.replace("```check", "```check within=9s"), "'check' with mitigates");
    assertRefused(
        SOUND.replace("within=30s", "within=30s contains=x"), "'wait-until' with within= and");
    assertRefused(FRONT + "\n## Nothing to do\n", "no step has a block");
  }

  private void assertRefused(String text, String... parts) {
    assertThatThrownBy(() -> RunbookFile.read(write(text)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContainingAll(parts);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("own.md"), text);
  }
}
