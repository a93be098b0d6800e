package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.FaultPorts;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.alert.AlertNames;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.PipelineMain;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.load.Compilers;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Placement;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.scenario.model.Topics;
import io.orderstorm.scenario.watch.Backlog;
import io.orderstorm.scenario.watch.Observer;
import io.orderstorm.scenario.watch.ProcessSamples;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.time.HostClock;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * The reference pipeline: links, brokers, store, downstream services and stages. What of it is the
 * run's own is in processes of their own on this machine. Started as a whole; whatever was started
 * is ended, in reverse order, also when a start fails half-way.
 */
final class Environment implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Run run;
  private final Links links;
  private final Brokers brokers;
  private final Backends backends;
  private final StageProcesses stages;
  private final Endpoints endpoints;
  private final Path endpointsFile;

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
      return Compilers.of(scenario.load());
    }
  }

  private Environment(Run run, Place place, LinkServer proxies) {
    this.run = run;
    try {
      Scenario scenario = run.scenario();
      this.links = keep(new Links(proxies));
      CompletableFuture<Backends> backendsReady =
          CompletableFuture.supplyAsync(() -> place.match(new StartOfBackends()));
      try {
        this.brokers = keep(place.match(new StartOfBrokers()));
      } finally {
        this.backends = keep(joined(backendsReady));
      }
      this.endpoints = endpoints(scenario);
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
   * @param proxies for the links; closed with the environment
   * @throws HarnessException if a part does not start; nothing is left running
   */
  static Environment start(Run run, Place place, LinkServer proxies) {
    return new Environment(run, place, proxies);
  }

  private final class StartOfBrokers implements Place.Cases<Brokers> {
    @Override
    public Brokers own(Place.Own own) {
      return EmbeddedBrokers.start(run, roles(), links);
    }

    @Override
    public Brokers containers(Place.Containers containers) {
      return ContainerBrokers.start(run, containers.ground(), links);
    }

    @Override
    public Brokers external(Place.External external) {
      return ExternalBrokers.prepare(run, external, links);
    }
  }

  private final class StartOfBackends implements Place.Cases<Backends> {
    @Override
    public Backends own(Place.Own own) {
      return Backends.withOwnStore(run);
    }

    @Override
    public Backends containers(Place.Containers containers) {
      return Backends.withStoreIn(containers.ground(), run);
    }

    @Override
    public Backends external(Place.External external) {
      return external
          .place()
          .database()
          .map(database -> Backends.withStoreIn(database, external.place(), run))
          .orElseGet(() -> Backends.withOwnStore(run));
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private static Backends joined(CompletableFuture<Backends> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** The client roles of a scenario's pipeline, each with its own way to the brokers. */
  static List<String> roles(Scenario scenario) {
    var roles = new ArrayList<>(List.of("producer", "replay"));
    scenario.pipeline().stages().forEach(stage -> roles.add(stage.name()));
    return roles;
  }

  private List<String> roles() {
    return roles(run.scenario());
  }

  private Endpoints endpoints(Scenario scenario) {
    var clusters = new HashMap<String, ClusterAccess>();
    roles().forEach(role -> clusters.put(role, attentive(brokers.of(role))));
    clusters.put(ClusterLayout.DIRECT, brokers.direct());
    var services = new HashMap<String, String>();
    for (Stage stage : scenario.pipeline().stages()) {
      String service = stage.downstream().service();
      services.put(service, links.before(stage.name(), service, backends.port(service)));
    }
    return new Endpoints(clusters, services, backends.store());
  }

  /** Clients notice new partitions when they ask again; by default that takes five minutes. */
  private ClusterAccess attentive(ClusterAccess access) {
    return run.scenario().pipeline().topics().expansion().isPresent()
        ? access.with(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, "1000")
        : access;
  }

  private StageProcesses startStages() {
    Placement placement = Placement.of(run.scenario().pipeline(), run.scenario().faults());
    return StageProcesses.start(
        placement,
        host ->
            StageProcess.start(
                () -> startStages(host), run.died(), host.diesOfPoison(), run.samples()),
        stage -> new GroupPlace(brokers.direct(), stage, run.log()));
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
        this::health);
  }

  /**
   * What a pipeline's process tells: {@code alert KIND STAGE on|off DETAILS}, of which the kinds
   * are {@code circuit-open} and {@code dead-letter-overflow}, or {@code calls STAGE ALL FAILED}.
   */
  private void health(String text) {
    String[] words = text.split(" ", 5);
    if (words[0].equals("calls")) {
      run.alerts().called(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
    } else {
      String stage = words[2];
      String name =
          words[1].equals("circuit-open")
              ? AlertNames.circuitOpen(stage)
              : AlertNames.deadLetterOverflow(stage);
      run.alerts().update(name, stage, words[3].equals("on"), words.length > 4 ? words[4] : "");
    }
  }

  /** Waits until every consumer has its partitions. */
  void awaitPipeline() {
    stages.awaitReady();
  }

  /** Has a stage run with so many consumers. */
  void scale(Stage stage, int consumers) {
    stages.scale(stage, consumers);
  }

  /** Has a stage's candidate decide beside the stable version, without effects, or no longer. */
  void shadow(String stage, boolean on) {
    stages.shadow(run.scenario().pipeline().stage(stage), on);
  }

  /** Has a stage's candidate take a share of the keys, from 0 to 1. */
  void canary(String stage, double share) {
    stages.canary(run.scenario().pipeline().stage(stage), share);
  }

  /** The policies of the scenario against lag. */
  Backpressure backpressure(Observer observer, Backlog backlog) {
    PipelineSpec pipeline = run.scenario().pipeline();
    return new Backpressure(
        new Autoscaling(run.scenario(), this::scale, run.log()),
        batchTuning(),
        pipeline
            .topics()
            .expansion()
            .map(
                expansion ->
                    new PartitionExpansion(
                        expansion,
                        pipeline.topics().partitions(),
                        () -> expand(expansion, observer, backlog),
                        run.log())));
  }

  /** The scenario's larger batches under lag. */
  BatchTuning batchTuning() {
    return new BatchTuning(run.scenario(), stages::gather, run.log());
  }

  /** Has a stage so many consumers. */
  void scale(String stage, int consumers) {
    stages.scale(run.scenario().pipeline().stage(stage), consumers);
  }

  private void expand(Topics.Expansion expansion, Observer observer, Backlog backlog) {
    ClusterAccess direct = brokers.direct();
    try (Admin admin = Admin.create(direct.client(Map.of()))) {
      io.orderstorm.simulator.topic.Topics.expand(
          admin, direct.names().topic(expansion.topic()), expansion.to());
    }
    observer.lookForPartitions();
    backlog.expand(expansion.topic(), expansion.to());
  }

  Endpoints endpoints() {
    return endpoints;
  }

  Path endpointsFile() {
    return endpointsFile;
  }

  /** A way to the brokers that no fault touches. */
  ClusterAccess cluster() {
    return brokers.direct();
  }

  /** Everything that faults are done to. */
  FaultPorts faultPorts(PoisonInjection poison, Detours detours) {
    return new FaultPorts(
        links.server().url(),
        new LinkTargets(brokers.targets(), links.server(), detours),
        new RunProcesses(brokers.targets(), stages, run.log()),
        poison,
        new DownstreamControl(backends.process()));
  }

  /** Watches the links that the scenario's faults hit. */
  Detours detours(Part generator) {
    var ends = new LinkEnds(brokers, stages, backends, generator);
    return new Detours(LinkEnds.hitIn(run.scenario()), ends::of, run.log());
  }

  PoisonInjection poison(List<String> faults) {
    return new PoisonInjection(
        cluster(),
        PipelineParts.orderProfile(run.scenario()),
        Schedule.of(run.scenario().load()),
        run.clock(),
        run.folder(),
        faults,
        stages::crashes);
  }

  /** Notes brokers that died although no fault asked for it; each once. */
  void checkBrokers() {
    brokers.check();
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
