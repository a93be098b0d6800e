package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.FaultPorts;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.BackendsMain;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.PipelineMain;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Placement;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.scenario.watch.ProcessSamples;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedBroker;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.FreePorts;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.time.HostClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The reference pipeline on this machine: links, brokers, store, downstream services and stages,
 * each in processes of their own. Started as a whole; whatever was started is ended, in reverse
 * order, also when a start fails half-way.
 */
final class EmbeddedEnvironment implements AutoCloseable {

  private static final Duration START_WITHIN = Duration.ofSeconds(90);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Run run;
  private final Links links;
  private final EmbeddedCluster cluster;
  private final BrokerProcesses brokers;
  private final Part backends;
  private final StageProcesses stages;
  private final Endpoints endpoints;
  private final Path endpointsFile;
  private final Set<String> reportedDead = ConcurrentHashMap.newKeySet();

  /**
   * What belongs to the run and not to the environment.
   *
   * @param died is told of every death that nobody planned
   */
  record Run(
      Scenario scenario,
      RunFolder folder,
      Workplace workplace,
      HostClock clock,
      RunLog log,
      Alerts alerts,
      ProcessSamples samples,
      Consumer<String> died) {

    Compilation compilation() {
      return Compilation.forLoadOf(scenario.load().lasting());
    }
  }

  private EmbeddedEnvironment(Run run) {
    this.run = run;
    try {
      Scenario scenario = run.scenario();
      this.links = keep(Links.start(scenario.seed()));
      ClusterLayout layout =
          links.before(
              ClusterLayout.plan(scenario.pipeline().brokers(), roles(scenario), new FreePorts()),
              scenario.faults());
      CompletableFuture<Part> backendsReady = CompletableFuture.supplyAsync(this::startBackends);
      try {
        this.cluster = keep(EmbeddedCluster.start(layout, clusterSettings()));
      } finally {
        this.backends = keep(joined(backendsReady));
      }
      cluster.brokers().forEach(broker -> run.samples().follow(broker.name(), broker.pid()));
      this.brokers = new BrokerProcesses(cluster, run.samples());
      PipelineParts.createTopics(scenario, cluster.bootstrapServers(ClusterLayout.DIRECT));
      this.endpoints = endpoints(scenario, layout);
      this.endpointsFile = run.workplace().path("endpoints.properties");
      endpoints.write(endpointsFile);
      this.stages = keep(startStages());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything but the generator.
   *
   * @throws HarnessException if a part does not start; nothing is left running
   */
  static EmbeddedEnvironment start(Run run) {
    try {
      return new EmbeddedEnvironment(run);
    } catch (io.orderstorm.simulator.broker.ClusterStartException e) {
      throw new HarnessException("the embedded brokers did not start: " + e.getMessage(), e);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private static Part joined(CompletableFuture<Part> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private static List<String> roles(Scenario scenario) {
    var roles = new ArrayList<>(List.of("producer", "replay"));
    scenario.pipeline().stages().forEach(stage -> roles.add(stage.name()));
    return roles;
  }

  private ClusterSettings clusterSettings() {
    return ClusterSettings.in(
        run.workplace().path("brokers"),
        run.folder().logs(),
        run.scenario().pipeline().fastFailureDetection()
            ? FailureDetection.FAST
            : FailureDetection.DEFAULT,
        run.compilation());
  }

  private Part startBackends() {
    Part part =
        Part.start(
                "store-and-services",
                "store-and-services",
                BackendsMain.class,
                List.of(
                    run.folder().root().toString(),
                    run.workplace().path("store").toString(),
                    run.clock().toString()),
                Precedence.SYSTEM_UNDER_TEST,
                run.compilation(),
                "256m",
                run.folder(),
                run.log(),
                alert -> {})
            .reportDeath(run.died());
    run.samples().follow(part.name(), part.pid());
    try {
      part.await("ready", START_WITHIN);
      return part;
    } catch (RuntimeException e) {
      part.close();
      throw e;
    }
  }

  private Endpoints endpoints(Scenario scenario, ClusterLayout layout) {
    var bootstrap = new java.util.HashMap<String, String>();
    roles(scenario).forEach(role -> bootstrap.put(role, layout.bootstrapServers(role)));
    bootstrap.put(ClusterLayout.DIRECT, layout.bootstrapServers(ClusterLayout.DIRECT));
    var services = new java.util.HashMap<String, String>();
    for (Stage stage : scenario.pipeline().stages()) {
      String service = stage.downstream().service();
      int port = Integer.parseInt(backends.await("service-" + service, START_WITHIN));
      services.put(service, links.before(stage.name(), service, port));
    }
    return new Endpoints(
        bootstrap, services, Endpoints.Store.parse(backends.await("store", START_WITHIN)));
  }

  private StageProcesses startStages() {
    Placement placement = Placement.of(run.scenario().pipeline(), run.scenario().faults());
    return StageProcesses.start(
        placement, host -> StageProcess.start(() -> startStages(host), run.samples()));
  }

  private Part startStages(Placement.Host host) {
    return Part.start(
            host.name(),
            Placement.PIPELINE,
            PipelineMain.class,
            List.of(
                run.folder().root().toString(),
                endpointsFile.toString(),
                run.clock().toString(),
                host.name()),
            Precedence.SYSTEM_UNDER_TEST,
            run.compilation(),
            "512m",
            run.folder(),
            run.log(),
            this::alert)
        .reportDeath(run.died());
  }

  /** An alert of the pipeline's own: name, stage, {@code on} or {@code off}, details. */
  private void alert(String text) {
    String[] fields = text.split(" ", 4);
    run.alerts()
        .update(fields[0], fields[1], fields[2].equals("on"), fields.length > 3 ? fields[3] : "");
  }

  /** Waits until every consumer has its partitions. */
  void awaitPipeline() {
    stages.awaitReady();
  }

  Endpoints endpoints() {
    return endpoints;
  }

  Path endpointsFile() {
    return endpointsFile;
  }

  String directBootstrap() {
    return cluster.bootstrapServers(ClusterLayout.DIRECT);
  }

  /** Everything that faults are done to. */
  FaultPorts faultPorts(PoisonInjection poison) {
    return new FaultPorts(
        links.server().url(),
        new LinkTargets(brokers),
        new RunProcesses(brokers, stages, run.log()),
        poison,
        new DownstreamControl(backends));
  }

  PoisonInjection poison(List<String> faults) {
    return new PoisonInjection(
        directBootstrap(),
        PipelineParts.orderProfile(run.scenario()),
        Schedule.of(run.scenario().load()),
        run.clock(),
        run.folder(),
        faults);
  }

  /** Notes brokers that died although no fault asked for it; each once. */
  void checkBrokers() {
    for (EmbeddedBroker broker : cluster.brokers()) {
      if (!broker.isAlive()
          && !brokers.isMeantToBeAway(broker.name())
          && reportedDead.add(broker.name())) {
        run.log().note(RunEvent.PROCESS_DIED, Map.of("process", broker.name(), "planned", false));
        run.died().accept(broker.name() + " ended; its log is " + broker.process().log());
      }
    }
  }

  /** Lets the stages finish what they hold and end; their records are complete afterwards. */
  void stopPipeline() {
    stages.close();
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        run.log()
            .note(
                RunEvent.HARNESS_FAILURE,
                Map.of("part", "environment", "reason", String.valueOf(e)));
      }
    }
  }
}
