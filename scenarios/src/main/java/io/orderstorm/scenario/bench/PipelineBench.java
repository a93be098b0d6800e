package io.orderstorm.scenario.bench;

import io.orderstorm.report.expectation.Ceiling;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.watch.Display;
import io.orderstorm.simulator.process.Compilation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ceiling of the reference pipeline on this machine: a load that rises until a stage does not
 * follow any more.
 */
public final class PipelineBench {

  private static final Duration LATE = Duration.ofSeconds(2);

  private final Path folder;
  private final PrintStream out;

  public PipelineBench(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** A rising load. */
  private record Ramp(int fromRate, int warmUpSeconds, int toRate, int overSeconds) {

    /** Long enough for these compilers, and not too long for them. */
    static Ramp of(Compilation compilation) {
      return compilation == Compilation.QUICK
          ? new Ramp(200, 20, 2_400, 90)
          : new Ramp(300, 60, 3_600, 100);
    }
  }

  /** Measures, prints and keeps the ceiling of runs with these compilers. */
  public void measure(Compilation compilation) throws IOException {
    Ramp ramp = Ramp.of(compilation);
    ScenarioFile scenario =
        scenario("ceiling-" + compilation.name().toLowerCase(Locale.ROOT), ramp);
    RunFolder run = RunFolder.create(folder.resolve(scenario.scenario().name()));
    Files.writeString(run.scenario(), scenario.resolved());
    String now = Instant.now().toString();
    new EnvironmentFile(
            "ceiling",
            "live",
            "embedded",
            "orderstorm bench pipeline",
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .write(run.environment(), scenario.scenario(), now);
    try (Display display = Display.on(out, false)) {
      new LiveEngine(scenario.scenario(), run, display).play();
    }
    RunResult result = Judge.report(run);
    var rate = Saturation.of(result.series(), ramp.warmUpSeconds(), LATE);
    if (rate.isEmpty()) {
      out.printf(
          "%s: followed to the end of the ramp, %,d orders/s; the ceiling is above%n",
          compilation, ramp.toRate());
      return;
    }
    String provenance =
        "orderstorm bench pipeline, "
            + now
            + ": 3 brokers, 12 partitions, every stage within "
            + LATE.toSeconds()
            + " s on a rising load";
    MeasuredCeiling.of(compilation).write(new Ceiling(rate.getAsDouble(), provenance));
    out.printf(
        "%s: ceiling %,.0f orders/s; the ramp's report is %s%n",
        compilation, rate.getAsDouble(), run.root().resolve("report.html"));
  }

  private ScenarioFile scenario(String name, Ramp ramp) throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        scenario: %s
        title: The ceiling of the reference pipeline
        question: At which rate does a stage no longer follow?
        owner: bench
        seed: 1
        pipeline:
          brokers: 3
        load:
          - hold: { rate: %d/s, for: %ds }
          - ramp: { to: %d/s, over: %ds }
        warmup: %ds
        quiet: 120s
        objectives:
          correctness: strict
        """
            .formatted(
                name,
                ramp.fromRate(),
                ramp.warmUpSeconds(),
                ramp.toRate(),
                ramp.overSeconds(),
                ramp.warmUpSeconds()));
    return ScenarioFile.read(file, List.of(), Optional.empty());
  }
}
