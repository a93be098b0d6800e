package io.orderstorm.scenario.bench;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.time.HostClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The generator, in a process of its own, against a broker and nothing else. */
final class GeneratorRounds {

  /** Far above what one machine sends: the schedule is always ahead of the sender. */
  static final String AS_FAST_AS_IT_GOES = "1000000/s";

  private static final Duration WITHIN = Duration.ofMinutes(3);

  private final Path folder;
  private final String compression;
  private final HostClock clock = HostClock.start();

  /**
   * @param compression in Kafka's words
   */
  GeneratorRounds(Path folder, String compression) {
    this.folder = folder;
    this.compression = compression;
  }

  /** Makes the topics and tells where the broker is. */
  Path endpoints(BenchBroker broker) throws IOException {
    PipelineParts.createTopics(
        scenario("prepare", "100/s", 1).scenario(), ClusterAccess.plain(broker.servers()));
    Path endpoints = folder.resolve("endpoints.properties");
    new Endpoints(
            Map.of("producer", ClusterAccess.plain(broker.servers("producer"))),
            Map.of(),
            Endpoints.Store.NONE)
        .write(endpoints);
    return endpoints;
  }

  /** Plays a load, and leaves out of its figures what the compilers are busy in. */
  SendFigures play(String name, Class<?> main, String rate, int seconds, Path endpoints)
      throws IOException {
    ScenarioFile scenario = scenario(name, rate, seconds);
    RunFolder run = RunFolder.create(folder.resolve(name));
    Files.writeString(run.scenario(), scenario.resolved());
    var ready = new CountDownLatch(1);
    var options =
        List.of(
            "-Xmx512m",
            "-XX:+UseParallelGC",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dgatling.data.enableAnalytics=false",
            "-Djava.util.prefs.userRoot=" + run.gatling().toAbsolutePath());
    var arguments = List.of(run.root().toString(), endpoints.toString(), clock.toString());
    try (ChildJvm child =
        ChildJvm.start(
            new Launch(
                name,
                main.getName(),
                arguments,
                Precedence.INSTRUMENT,
                Compilation.OPTIMISED,
                options,
                run.log(name)),
            message -> {
              if (message.equals("ready")) {
                ready.countDown();
              }
            })) {
      await(ready, child);
      child.tell("go " + clock.nanos());
      if (!child.awaitEnd(WITHIN.plusSeconds(seconds))) {
        throw new IllegalStateException(name + " did not end; its log is " + child.log());
      }
    }
    // the schedule of an unpaced round is far ahead; the first seconds are the compiler's
    return SendFigures.of(run, Duration.ofSeconds(Math.min(5, seconds / 3)));
  }

  private static void await(CountDownLatch ready, ChildJvm child) {
    try {
      if (!ready.await(WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            child.name() + " was not ready in time; its log is " + child.log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private ScenarioFile scenario(String name, String rate, int seconds) throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.createDirectories(folder);
    Files.writeString(
        file,
        """
        scenario: %s
        title: Generator bench
        question: How fast is the generator?
        owner: bench
        pipeline:
          brokers: 1
          topics: { partitions: 6, replication: 1 }
          producer: { linger: 10ms, compression: %s, buffer: 64MiB }
        orders: { follow-ups: 0%% }
        load:
          - hold: { rate: %s, for: %ds }
        """
            .formatted(name, compression, rate, seconds));
    return ScenarioFile.read(file, List.of(), Optional.empty());
  }
}
