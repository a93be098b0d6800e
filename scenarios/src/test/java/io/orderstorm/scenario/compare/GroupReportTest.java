package io.orderstorm.scenario.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.report.comparison.Finding;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupReportTest {

  private static final String LINGER = "pipeline.producer.linger";

  @TempDir Path temp;

  private final List<RunFolder> base = new ArrayList<>();
  private final List<RunFolder> with = new ArrayList<>();

  @Test
  void aSlowerStageIsFoundAndNamed() throws IOException {
    for (int turn = 0; turn < 4; turn++) {
      base.add(run("base-" + turn, 2 * turn, "5ms", "PASSED", 20 + 0.1 * turn, 3 + 0.01 * turn));
      with.add(run("with-" + turn, 2 * turn + 1, "9ms", "BREACHED", 22.2 + 0.1 * turn, 3.02));
    }

    GroupReport report = GroupReport.of(base, with, Set.of(LINGER));

    assertThat(report.turns()).isEqualTo("BRBRBRBR");
    assertThat(report.treatment()).containsEntry(LINGER, "5ms → 9ms");
    assertThat(report.comparison().tests())
        .extracting("metric", "finding")
        .contains(
            org.assertj.core.groups.Tuple.tuple("payment service p50", Finding.REGRESSION),
            org.assertj.core.groups.Tuple.tuple("CPU per order", Finding.NONE));
    assertThat(report.leftOut()).containsOnlyKeys("notification service p50", "notification p99");
    assertThat(GroupText.lines(report))
        .anyMatch(line -> line.startsWith("REGRESSION in payment service p50 +1"));
  }

  @Test
  void aSettingThatDiffersIsNamedAndRefusedBetweenAndWithinGroups() throws IOException {
    takeTurns("5ms", "9ms");
    assertThatThrownBy(() -> GroupReport.of(base, with, Set.of()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(LINGER + ": 5ms → 9ms");

    base.set(2, run("odd", 20, "7ms", "PASSED", 20, 3));
    assertThatThrownBy(() -> GroupReport.of(base, with, Set.of(LINGER)))
        .hasMessageContaining("runs of the same group are not alike: base-0 and odd differ in")
        .hasMessageContaining(LINGER + ": 5ms → 7ms");
  }

  @Test
  void groupsThatDidNotTakeTurnsAreRefused() throws IOException {
    for (int turn = 0; turn < 4; turn++) {
      base.add(run("base-" + turn, turn, "5ms", "PASSED", 20, 3));
      with.add(run("with-" + turn, 10 + turn, "9ms", "PASSED", 20, 3));
    }

    assertThatThrownBy(() -> GroupReport.of(base, with, Set.of(LINGER)))
        .hasMessageContaining("did not take turns (played in the order BBBBRRRR)");
  }

  @Test
  void aRunThatCouldNotBeJudgedIsRefusedAndSoIsOneThatCountsTwice() throws IOException {
    takeTurns("5ms", "9ms");
    with.add(run("void", 30, "9ms", "VOID", 20, 3));
    assertThatThrownBy(() -> GroupReport.of(base, with, Set.of(LINGER)))
        .hasMessageContaining("void: is VOID");

    with.set(4, with.get(0));
    assertThatThrownBy(() -> GroupReport.of(base, with, Set.of(LINGER)))
        .hasMessage("the run with-0 is given twice");
  }

  @Test
  void threeRunsASideAreRefused() throws IOException {
    takeTurns("5ms", "9ms");

    assertThatThrownBy(() -> GroupReport.of(base.subList(0, 3), with, Set.of(LINGER)))
        .hasMessageContaining("at least 4 runs a side, given are 3 and 4");
  }

  @Test
  void aTrendListsRunsByTimeAndSaysFromWhereOnSettingsWereOthers() throws IOException {
    run("later", 7, "9ms", "BREACHED", 22, 3);
    run("earlier", 1, "5ms", "PASSED", 20, 3);
    Files.writeString(Files.createDirectories(temp.resolve("none")).resolve("result.json"), "{}");

    Trend trend = Trend.of(temp);

    assertThat(trend.scenarios()).containsOnlyKeys("small");
    assertThat(trend.scenarios().get("small")).extracting("id").containsExactly("earlier", "later");
    assertThat(String.join("\n", TrendText.lines(trend)))
        .containsSubsequence(
            "small", "2026-11-26 10:01:00  PASSED", LINGER + ": 5ms → 9ms", "BREACHED");
  }

  private void takeTurns(String first, String second) throws IOException {
    for (int turn = 0; turn < 4; turn++) {
      base.add(run("base-" + turn, 2 * turn, first, "PASSED", 20, 3));
      with.add(run("with-" + turn, 2 * turn + 1, second, "PASSED", 20, 3));
    }
  }

  private RunFolder run(
      String id, int minute, String linger, String verdict, double service, double cpu)
      throws IOException {
    RunFolder run = RunFolder.create(temp.resolve(id));
    Files.writeString(
        run.scenario(),
        """
        scenario: small
        pipeline: { producer: { linger: %s } }
        """
            .formatted(linger));
    Files.writeString(run.environment(), "{ \"runId\": \"%s\" }".formatted(id));
    Files.writeString(
        run.resultJson(),
        """
        { "run": { "id": "%s", "scenario": "small", "startedAt": "2026-11-26T10:%02d:00Z" },
          "verdict": "%s", "throughput": { "offeredPeakPerSecond": 100, "goodputPerSecond": 99.5 },
          "latency": [ { "stage": "payment", "serviceP50Ms": %s, "handlingP50Ms": 16.5, "p99Ms": 90 },
                       { "stage": "end-to-end", "serviceP50Ms": 80, "p50Ms": 81, "p99Ms": 300 },
                       { "stage": "notification", "serviceP50Ms": null, "p99Ms": null } ],
          "recovery": [ { "stage": "payment", "rtoSeconds": 1.5 } ],
          "cpu": { "perOrderMs": %s } }
        """
            .formatted(id, minute, verdict, service, cpu));
    return run;
  }
}
