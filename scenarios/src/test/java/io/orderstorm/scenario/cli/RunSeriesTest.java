package io.orderstorm.scenario.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.result.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunSeriesTest {

  private static final Path FOLDER = Path.of("runs", "linger");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream screen = new PrintStream(bytes, true, UTF_8);
  private final List<String> played = new ArrayList<>();

  @Test
  void baseAndTreatmentTakeTurnsAndTheComparisonIsNamed() {
    RunSeries series = new RunSeries(4, List.of("pipeline.producer.linger=50ms"), FOLDER, screen);

    assertThat(series.play(ending(Verdict.PASSED))).isEqualTo(ExitCode.PASSED);

    assertThat(played)
        .containsExactly(
            "runs/linger/base-1 []",
            "runs/linger/with-1 [pipeline.producer.linger=50ms]",
            "runs/linger/base-2 []",
            "runs/linger/with-2 [pipeline.producer.linger=50ms]",
            "runs/linger/base-3 []",
            "runs/linger/with-3 [pipeline.producer.linger=50ms]",
            "runs/linger/base-4 []",
            "runs/linger/with-4 [pipeline.producer.linger=50ms]");
    assertThat(bytes.toString(UTF_8))
        .contains(
            "orderstorm compare --base runs/linger/base-* --with runs/linger/with-*"
                + " --treatment pipeline.producer.linger");
  }

  @Test
  void theWorstExitCodeIsTheSeries() {
    RunSeries series = new RunSeries(4, List.of(), FOLDER, screen);

    assertThat(series.play(ending(Verdict.PASSED, Verdict.VOID, Verdict.BREACHED, Verdict.PASSED)))
        .isEqualTo(ExitCode.VOID);

    assertThat(played).hasSize(4).first().isEqualTo("runs/linger/run-1 []");
  }

  @Test
  void anInterruptionEndsTheSeries() {
    RunSeries series = new RunSeries(3, List.of(), FOLDER, screen);

    ExitCode exit =
        series.play(
            (turn, folder) -> {
              played.add(turn.name());
              return Optional.empty();
            });

    assertThat(exit).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(played).containsExactly("run-1");
  }

  /** Runs that end so, the last way over and over. */
  private RunSeries.Player ending(Verdict... verdicts) {
    Iterator<Verdict> next = List.of(verdicts).iterator();
    Verdict last = verdicts[verdicts.length - 1];
    return (turn, folder) -> {
      played.add(folder + " " + turn.overrides());
      return Optional.of(
          new RunSeries.Ended(turn.name(), next.hasNext() ? next.next() : last, "figures"));
    };
  }
}
