package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.orderstorm.report.comparison.GroupComparison;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Several runs of a scenario, one after another. With a treatment, base and treatment take turns,
 * so that what changes on the machine meanwhile hits both.
 */
final class RunSeries {

  private final int repeat;
  private final List<String> treatment;
  private final Path folder;
  private final PrintStream screen;
  private final Map<String, Ended> played = new LinkedHashMap<>();

  /**
   * @param repeat how many runs, of each side if there is a treatment
   * @param treatment overrides of every second run; empty for no treatment
   * @param folder gets a folder for each run
   */
  RunSeries(int repeat, List<String> treatment, Path folder, PrintStream screen) {
    this.repeat = repeat;
    this.treatment = List.copyOf(treatment);
    this.folder = folder;
    this.screen = screen;
  }

  /**
   * A run of the series.
   *
   * @param name also its folder's
   * @param overrides beyond those of every run
   */
  record Turn(String name, List<String> overrides) {}

  /**
   * A run of the series that was judged.
   *
   * @param figures in a few words
   */
  record Ended(String id, Verdict verdict, String figures) {

    static Ended of(RunResult result) {
      String latency =
          result.latency().stream()
              .filter(stage -> stage.stage().equals("end-to-end") && stage.count() > 0)
              .findFirst()
              .map(RunSeries::latency)
              .orElse("no order ended");
      String reason = result.reasons().isEmpty() ? "" : "; " + result.reasons().get(0);
      return new Ended(result.run().id(), result.verdict(), latency + reason);
    }
  }

  /** Plays one. */
  @FunctionalInterface
  interface Player {
    /** How it ended, empty if it was interrupted. */
    Optional<Ended> play(Turn turn, Path folder);
  }

  /** The runs in their order. */
  List<Turn> turns() {
    var turns = new ArrayList<Turn>();
    for (int number = 1; number <= repeat; number++) {
      if (treatment.isEmpty()) {
        turns.add(new Turn("run-" + number, List.of()));
      } else {
        turns.add(new Turn("base-" + number, List.of()));
        turns.add(new Turn("with-" + number, treatment));
      }
    }
    return turns;
  }

  /** Plays all and says of each how it ended; the worst exit code. An interruption ends it. */
  ExitCode play(Player player) {
    ExitCode worst = ExitCode.PASSED;
    List<Turn> turns = turns();
    for (Turn turn : turns) {
      screen.printf("%n%s of %d%n", turn.name(), turns.size());
      Optional<Ended> ended = player.play(turn, folder.resolve(turn.name()));
      if (ended.isEmpty()) {
        return ExitCode.INTERRUPTED;
      }
      played.put(turn.name(), ended.get());
      screen.println(line(turn.name(), ended.get()));
      ExitCode exit = Summary.status(ended.get().verdict());
      worst = exit.status() > worst.status() ? exit : worst;
    }
    summarise();
    return worst;
  }

  private void summarise() {
    screen.println();
    played.forEach((name, ended) -> screen.println(line(name, ended)));
    if (!treatment.isEmpty()) {
      screen.println();
      screen.println(
          repeat < GroupComparison.LEAST_RUNS
              ? "fewer than " + GroupComparison.LEAST_RUNS + " a side: no test can tell them apart"
              : "compare   " + comparison());
    }
  }

  private String comparison() {
    var command = new StringBuilder("orderstorm compare --base ");
    command.append(folder.resolve("base-*")).append(" --with ").append(folder.resolve("with-*"));
    treatment.forEach(
        override -> command.append(" --treatment ").append(override, 0, override.indexOf('=')));
    return command.toString();
  }

  private static String line(String name, Ended ended) {
    return String.format(Locale.ROOT, "%-10s %-8s %s", name, ended.verdict(), ended.figures());
  }

  private static String latency(StageLatency of) {
    return String.format(
        Locale.ROOT,
        "end to end p50 %,.0f ms, p99 %,.0f ms, service p50 %,.0f ms",
        of.p50Ms(),
        of.p99Ms(),
        of.serviceP50Ms());
  }

  /** The runs that were played, as JSON. */
  String json() throws JsonProcessingException {
    var mapper = new ObjectMapper();
    ArrayNode runs = mapper.createArrayNode();
    played.forEach(
        (name, ended) ->
            runs.addObject()
                .put("name", name)
                .put("folder", folder.resolve(name).toString())
                .put("id", ended.id())
                .put("verdict", ended.verdict().name())
                .put("exit", Summary.status(ended.verdict()).status()));
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(runs);
  }
}
