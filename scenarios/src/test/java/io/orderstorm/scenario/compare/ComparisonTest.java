package io.orderstorm.scenario.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final String OUTAGE = "pipeline.stages.payment.on-outage";

  @TempDir Path temp;

  @Test
  void runsThatDifferInTheirTreatmentAloneAreComparedFigureByFigure() throws IOException {
    RunFolder paused = run("paused", "pause", "live", 10_195, 0, "345.5");
    RunFolder unpaused = run("unpaused", "retry", "live", 8_208, 2_062, "null");

    var lines =
        ComparisonText.lines(Comparison.of(paused, unpaused, Set.of(OUTAGE))).stream()
            .map(line -> line.replaceAll(" +", " "))
            .toList();

    assertThat(lines)
        .contains(
            "differs in " + OUTAGE + ": pause → retry",
            "verdict PASSED PASSED",
            "orders fulfilled 10,195 8,208 −1,987 (-19 %)",
            "orders deadLettered 0 2,062 +2,062",
            "orders lost 0 0 same",
            "end-to-end p50 345.50 ms – –",
            "payment RTO after away 17.60 s 17.60 s same");
  }

  @Test
  void whateverElseDiffersIsNamedAndRefused() throws IOException {
    RunFolder paused = run("paused", "pause", "live", 1, 0, "1");
    RunFolder other = run("other", "retry", "simulated", 1, 0, "1");

    assertThatThrownBy(() -> Comparison.of(paused, other, Set.of(OUTAGE)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("the runs are not alike: engine: live → simulated")
        .hasMessageNotContaining(OUTAGE);
    assertThatThrownBy(() -> Comparison.of(paused, other, Set.of()))
        .hasMessageContaining(OUTAGE + ": pause → retry");
  }

  @Test
  void aTreatmentThatIsNoneIsRefused() throws IOException {
    RunFolder paused = run("paused", "pause", "live", 1, 0, "1");
    RunFolder again = run("again", "pause", "live", 1, 0, "1");

    assertThat(Comparison.of(paused, again, Set.of()).treatment()).isEmpty();
    assertThatThrownBy(() -> Comparison.of(paused, again, Set.of(OUTAGE)))
        .hasMessage("--treatment " + OUTAGE + ": is the same in both runs, or in neither");
  }

  private RunFolder run(
      String name, String onOutage, String engine, int fulfilled, int dead, String p50)
      throws IOException {
    RunFolder run = RunFolder.create(temp.resolve(name));
    Files.writeString(
        run.scenario(),
        """
        scenario: %s
        title: %s
        pipeline: { stages: { payment: { on-outage: %s } } }
        load: [ { hold: { rate: 1/s, for: 1s } } ]
        """
            .formatted(name, name, onOutage));
    Files.writeString(
        run.environment(),
        """
        { "runId": "%s", "startedAt": "now", "engine": "%s", "machine": { "cores": 2 } }
        """
            .formatted(name, engine));
    Files.writeString(
        run.resultJson(),
        """
        { "run": { "id": "%s" }, "verdict": "PASSED",
          "orders": { "fulfilled": %d, "deadLettered": %d, "lost": 0 },
          "latency": [ { "stage": "end-to-end", "p50Ms": %s } ],
          "recovery": [ { "stage": "payment", "fault": "away", "rtoSeconds": 17.6 } ] }
        """
            .formatted(name, fulfilled, dead, p50));
    return run;
  }
}
