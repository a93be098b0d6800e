package io.orderstorm.scenario.bench;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.drive.GeneratorMain;
import io.orderstorm.scenario.drive.PlainLoopMain;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.FreePorts;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.time.HostClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The generator against a plain loop that does the same work without Gatling: orders generated,
 * encoded, sent and journalled against one embedded broker. First both as fast as they can, in
 * turn; then Gatling at fixed rates for its schedule slip.
 */
public final class GeneratorBench {

  private static final Duration WITHIN = Duration.ofMinutes(3);
  private static final int ROUNDS = 3;

  /** Far above what one machine sends: the schedule is always ahead of the sender. */
  private static final String AS_FAST_AS_IT_GOES = "1000000/s";

  private final Path folder;
  private final PrintStream out;
  private final HostClock clock = HostClock.start();

  public GeneratorBench(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** Runs the bench; about four minutes. */
  public void run() throws IOException {
    ClusterLayout layout = ClusterLayout.plan(1, List.of("producer"), new FreePorts());
    var settings =
        ClusterSettings.in(
            folder.resolve("brokers"),
            folder.resolve("logs"),
            FailureDetection.DEFAULT,
            Compilation.QUICK);
    try (var cluster = EmbeddedCluster.start(layout, settings)) {
      PipelineParts.createTopics(
          scenario("prepare", "100/s", 1).scenario(),
          ClusterAccess.plain(cluster.bootstrapServers(ClusterLayout.DIRECT)));
      Path endpoints = folder.resolve("endpoints.properties");
      new Endpoints(
              Map.of("producer", ClusterAccess.plain(cluster.bootstrapServers("producer"))),
              Map.of(),
              Endpoints.Store.NONE)
          .write(endpoints);
      ceilings(endpoints);
      for (String rate : List.of("20000/s", "100000/s")) {
        paced(endpoints, rate);
      }
    }
  }

  private void ceilings(Path endpoints) throws IOException {
    var ratios = new ArrayList<Double>();
    for (int round = 1; round <= ROUNDS; round++) {
      double gatling =
          play("gatling-" + round, GeneratorMain.class, AS_FAST_AS_IT_GOES, 5, endpoints)
              .acknowledgedPerSecond();
      double plain =
          play("plain-" + round, PlainLoopMain.class, AS_FAST_AS_IT_GOES, 5, endpoints)
              .acknowledgedPerSecond();
      ratios.add(gatling / plain);
      out.printf(
          "round %d   gatling %,9.0f orders/s   plain loop %,9.0f orders/s   ratio %.2f%n",
          round, gatling, plain, gatling / plain);
    }
    ratios.sort(null);
    out.printf(
        "median ratio %.2f (gatling / plain loop; target 0.80 or more)%n",
        ratios.get(ratios.size() / 2));
  }

  private void paced(Path endpoints, String rate) throws IOException {
    SendFigures figures =
        play("paced-" + rate.replaceAll("\\D", ""), GeneratorMain.class, rate, 25, endpoints);
    out.printf(
        "at %s   achieved %,9.0f orders/s   slip p50 %.2f ms, p99 %.2f ms   acknowledged after p50 %.1f ms, p99 %.1f ms%n",
        rate,
        figures.acknowledgedPerSecond(),
        figures.slipMs(50),
        figures.slipMs(99),
        figures.latencyMs(50),
        figures.latencyMs(99));
  }

  private SendFigures play(String name, Class<?> main, String rate, int seconds, Path endpoints)
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
          producer: { linger: 10ms, compression: lz4, buffer: 64MiB }
        orders: { follow-ups: 0%% }
        load:
          - hold: { rate: %s, for: %ds }
        """
            .formatted(name, rate, seconds));
    return ScenarioFile.read(file, List.of(), Optional.empty());
  }
}
