package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.folder.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code --fail-on regression} makes of groups of runs. */
class CompareCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path temp;

  @Test
  void groupsThatDoNotDifferPass() throws IOException {
    assertThat(compare("20.0")).isZero();
    assertThat(out.toString()).contains("NO DIFFERENCE FOUND");
  }

  @Test
  void aRegressionFails() throws IOException {
    assertThat(compare("40.0")).isEqualTo(1);
    assertThat(out.toString()).contains("REGRESSION in payment service p50");
  }

  @Test
  void aStageThatDoesNothingAnyMoreIsNotTakenForOneThatDidNotChange() throws IOException {
    assertThat(compare("null")).isEqualTo(3);
    assertThat(out.toString())
        .contains("CAN'T BE TOLD of payment service p50")
        .doesNotContain("NO DIFFERENCE FOUND");
  }

  @Test
  void oneRunASideIsNoTest() throws IOException {
    String base = run("base", 0, "20.0").toString();
    String with = run("with", 1, "40.0").toString();

    assertThat(execute("compare", "--base", base, "--with", with, "--fail-on", "regression"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("one run a side shows no regression");
  }

  private int compare(String treated) throws IOException {
    var arguments = new ArrayList<String>(List.of("compare", "--fail-on", "regression"));
    for (int turn = 0; turn < 4; turn++) {
      arguments.addAll(List.of("--base", run("base-" + turn, 2 * turn, "20." + turn).toString()));
      arguments.addAll(
          List.of(
              "--with",
              run("with-" + turn, 2 * turn + 1, treated.replace(".0", "." + turn)).toString()));
    }
    return execute(arguments.toArray(String[]::new));
  }

  private Path run(String id, int minute, String service) throws IOException {
    RunFolder run = RunFolder.create(temp.resolve(id));
    Files.writeString(run.scenario(), "scenario: small\n");
    Files.writeString(run.environment(), "{ \"runId\": \"%s\" }".formatted(id));
    Files.writeString(
        run.resultJson(),
        """
        { "run": { "id": "%s", "scenario": "small", "startedAt": "2026-11-26T10:%02d:00Z" },
          "verdict": "PASSED",
          "latency": [ { "stage": "payment", "serviceP50Ms": %s, "p99Ms": 90 } ],
          "cpu": { "perOrderMs": 3.%d } }
        """
            .formatted(id, minute, service, minute % 3));
    return run.root();
  }

  private int execute(String... arguments) {
    CommandLine line = OrderStorm.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
