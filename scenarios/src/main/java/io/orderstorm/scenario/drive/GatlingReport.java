package io.orderstorm.scenario.drive;

import io.gatling.app.Gatling;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.Precedence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gatling's own HTML report, made from its log after the run: while orders still drain it would
 * take their CPU. A secondary view: its figures are whole milliseconds and end at the
 * acknowledgement.
 */
public final class GatlingReport implements AutoCloseable {

  private static final Duration WITHIN = Duration.ofSeconds(90);

  private final Optional<ChildJvm> gatling;

  private GatlingReport(Optional<ChildJvm> gatling) {
    this.gatling = gatling;
  }

  /** Begins to make the report in the background; does nothing where Gatling left no log. */
  public static GatlingReport begin(RunFolder folder) {
    return new GatlingReport(simulation(folder.gatling()).map(log -> start(folder, log)));
  }

  private static Optional<Path> simulation(Path results) {
    if (!Files.isDirectory(results)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(results)) {
      return folders.filter(folder -> Files.exists(folder.resolve("simulation.log"))).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + results, e);
    }
  }

  private static ChildJvm start(RunFolder folder, Path log) {
    return ChildJvm.start(
        new Launch(
            "gatling-report",
            Gatling.class.getName(),
            List.of("-ro", log.getFileName().toString(), "-rf", folder.gatling().toString()),
            Precedence.INSTRUMENT,
            Compilation.QUICK,
            List.of(
                "-Xmx512m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dgatling.data.enableAnalytics=false",
                "-Djava.util.prefs.userRoot=" + folder.gatling().toAbsolutePath()),
            folder.log("gatling-report")),
        message -> {});
  }

  /** Waits for the report; gives up on one that takes too long. */
  @Override
  public void close() {
    gatling.ifPresent(
        process -> {
          if (!process.awaitEnd(WITHIN)) {
            process.kill();
          }
        });
  }
}
