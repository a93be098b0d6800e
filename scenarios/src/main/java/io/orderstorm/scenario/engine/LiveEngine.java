package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.FaultInjection;
import io.orderstorm.fault.injection.FaultInjector;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.drive.GeneratorMain;
import io.orderstorm.scenario.load.Compilers;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Backlog;
import io.orderstorm.scenario.watch.Display;
import io.orderstorm.scenario.watch.Observer;
import io.orderstorm.scenario.watch.ProcessSamples;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.process.ProcessLedger;
import io.orderstorm.simulator.time.HostClock;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Plays a scenario for real. {@link #play} is a run's life, top to bottom: environment up → observe
 * → load and faults → wait until quiet → everything down → seal. It writes raw records and judges
 * nothing.
 */
public final class LiveEngine {

  private static final Duration GENERATOR_WITHIN = Duration.ofSeconds(90);
  private static final Duration LEAD = Duration.ofMillis(500);

  /**
   * After the last order left, its producer may still try for this long beyond its delivery
   * time-out.
   */
  private static final Duration GENERATOR_GRACE = Duration.ofSeconds(30);

  private static final Duration STILL_FOR = Duration.ofSeconds(1);

  private final Scenario scenario;
  private final Place place;
  private final LinkHost links;
  private final RunFolder folder;
  private final Display display;
  private final Operator operator;
  private final HostClock clock = HostClock.start();
  private final CompletableFuture<Operations> operations = new CompletableFuture<>();
  private final Demands demands = new Demands();

  /** Plays a scenario on brokers and a store of our own. */
  public LiveEngine(Scenario scenario, RunFolder folder, Display display) {
    this(scenario, new Place.Own(), new LinkHost.Own(), folder, display);
  }

  /** Plays a scenario while nobody but its faults touches it. */
  public LiveEngine(
      Scenario scenario, Place place, LinkHost links, RunFolder folder, Display display) {
    this(scenario, place, links, folder, display, Operator.NOBODY);
  }

  /** Plays a scenario on which an operator works. */
  public LiveEngine(
      Scenario scenario,
      Place place,
      LinkHost links,
      RunFolder folder,
      Display display,
      Operator operator) {
    this.scenario = scenario;
    this.place = place;
    this.links = links;
    this.folder = folder;
    this.display = display;
    this.operator = operator;
  }

  /** The client roles of a scenario's pipeline, each with its own way to the brokers. */
  public static List<String> clientRoles(Scenario scenario) {
    return Environment.roles(scenario);
  }

  /** What a person on call sees and does; completes when the load begins, if it ever does. */
  public CompletableFuture<Operations> operations() {
    return operations;
  }

  /** How a run ended; its verdict is another matter. */
  public enum Ending {
    PLAYED,
    INTERRUPTED
  }

  /**
   * Ends the run as soon as possible; everything is reverted and ended before {@link #play}
   * returns. Any thread.
   */
  public void interrupt() {
    demands.interrupt();
  }

  /**
   * Plays the scenario into the run folder.
   *
   * @throws HarnessException if the run could not begin; nothing is left running
   */
  public Ending play() {
    return play(new AsWritten());
  }

  /**
   * Brings the scenario's environment up for loads and faults that somebody else decides on, one
   * after another.
   *
   * @param course is given the environment on this thread; when it returns, everything is ended
   * @throws HarnessException if the environment does not start, or a part of it fails; nothing is
   *     left running
   */
  public Ending probe(Consumer<ProbeGround> course) {
    return play(new Probed(course));
  }

  /** What is done with an environment that is up. */
  private interface Course {

    /** What the generator is told beyond what every generator is. */
    List<String> generator();

    /** What listens to the groups' lag. */
    BiConsumer<Long, Map<String, Long>> policies(
        Environment environment, Observer observer, Backlog backlog);

    void take(Up up);
  }

  /** The scenario's own load under its own faults. */
  private final class AsWritten implements Course {
    @Override
    public List<String> generator() {
      return List.of();
    }

    @Override
    public BiConsumer<Long, Map<String, Long>> policies(
        Environment environment, Observer observer, Backlog backlog) {
      return environment.backpressure(observer, backlog)::read;
    }

    @Override
    public void take(Up up) {
      try (Shift shift = Shift.begin(operator, site(up))) {
        new ScenarioLoad(scenario, folder, clock, display, demands, up, injection)
            .play(operations::complete);
        awaitEndOf(shift, up.environment(), up.watchman());
        settle(up.watchman(), up.observer(), up.log());
      }
    }
  }

  /**
   * Loads and faults that somebody else decides on. Consumers and partitions are what they are told
   * to be: a policy that changed them meanwhile would change what is measured.
   */
  private final class Probed implements Course {

    private final Consumer<ProbeGround> course;

    private Probed(Consumer<ProbeGround> course) {
      this.course = course;
    }

    @Override
    public List<String> generator() {
      return List.of(GeneratorMain.OFFERED);
    }

    @Override
    public BiConsumer<Long, Map<String, Long>> policies(
        Environment environment, Observer observer, Backlog backlog) {
      BatchTuning batches = environment.batchTuning();
      return (now, lag) -> batches.read(lag);
    }

    @Override
    public void take(Up up) {
      probe(up, course);
      settle(up.watchman(), up.observer(), up.log());
      noteLogSizes(up.environment());
    }
  }

  /** What a course of a run has to do with. */
  record Up(
      Environment environment,
      Part generator,
      Watchman watchman,
      Observer observer,
      Leases leases,
      RunLog log,
      Alerts alerts,
      Detours detours) {}

  private Ending play(Course course) {
    sweep();
    try (var workplace = Workplace.create();
        var log = new RunLog(folder, clock);
        var samples = ProcessSamples.to(folder, clock);
        var leases = Leases.forRun(scenario.faults(), links)) {
      var alerts = new Alerts(scenario, clock, log, display);
      display.say("starting " + place.match(new Starting()));
      var run =
          new Environment.Run(scenario, folder, workplace, clock, log, alerts, samples, this::fail);
      try (var environment =
              Environment.start(
                  run, place, LinkServer.start(links, scenario.seed(), leases.reversals()));
          var observer =
              Observer.watch(environment.cluster(), StageName.allTopics(), folder, clock);
          var generator = startGenerator(environment, course.generator(), log, samples)) {
        watchOver(observer, log);
        Detours detours = environment.detours(generator);
        try (var watchman =
            watchman(course, environment, observer, samples, alerts, log, detours)) {
          environment.awaitPipeline();
          generator.await("ready", GENERATOR_WITHIN);
          StoreWatch store = StoreWatch.start(environment.endpoints().store(), folder, clock);
          try (store) {
            course.take(
                new Up(environment, generator, watchman, observer, leases, log, alerts, detours));
          }
        }
        environment.stopPipeline();
        StoreDumpFile.write(environment.endpoints().store(), folder);
      }
      noteInterruption(log);
    } finally {
      ProcessLedger.ofThisProcess().close();
    }
    folder.seal();
    return demands.isInterrupted() ? Ending.INTERRUPTED : Ending.PLAYED;
  }

  private final class Starting implements Place.Cases<String> {
    @Override
    public String own(Place.Own own) {
      return scenario.pipeline().brokers() + " broker(s), store, services and stages";
    }

    @Override
    public String containers(Place.Containers containers) {
      return "containers of " + scenario.pipeline().brokers() + " broker(s), store and links";
    }

    @Override
    public String external(Place.External external) {
      return "services and stages; the brokers are those of cluster "
          + external.cluster().id()
          + ", topics and groups begin with "
          + external.place().names().prefix();
    }
  }

  private Site site(Up up) {
    return new Site(
        folder,
        up.environment().endpoints(),
        clock,
        up.log(),
        up.alerts(),
        display,
        () -> up.observer().counters().records(),
        demands);
  }

  private void sweep() {
    List<String> left = ProcessLedger.sweep();
    Leases.sweep().forEach(display::say);
    if (!left.isEmpty()) {
      display.say("ended what a killed run left behind: " + String.join(", ", left));
    }
  }

  private Part startGenerator(
      Environment environment, List<String> how, RunLog log, ProcessSamples samples) {
    var arguments =
        new ArrayList<>(
            List.of(
                folder.root().toString(),
                environment.endpointsFile().toString(),
                clock.toString()));
    arguments.addAll(how);
    Part generator =
        Part.start(
                "generator",
                "generator",
                GeneratorMain.class,
                arguments,
                Precedence.INSTRUMENT,
                Compilers.of(scenario.load()),
                "512m",
                folder,
                log,
                alert -> {})
            .reportDeath(
                reason -> {
                  log.note(RunEvent.HARNESS_FAILURE, Map.of("part", "generator", "reason", reason));
                  fail(reason);
                });
    return generator.sampledBy(samples);
  }

  private Watchman watchman(
      Course course,
      Environment environment,
      Observer observer,
      ProcessSamples samples,
      Alerts alerts,
      RunLog log,
      Detours detours) {
    var backlog = new Backlog(environment.cluster(), PipelineParts.inputs(scenario));
    return new Watchman(
            scenario,
            clock,
            backlog,
            observer.counters(),
            samples,
            alerts,
            log,
            display,
            detours::look,
            course.policies(environment, observer, backlog),
            () -> {
              FaultInjection current = injection.get();
              return current == null
                  ? List.of()
                  : current.standing().stream().map(fault -> fault.name()).toList();
            })
        .start();
  }

  private final AtomicReference<FaultInjection> injection = new AtomicReference<>();

  private void probe(Up up, Consumer<ProbeGround> course) {
    long start = clock.nanos() + LEAD.toNanos();
    up.generator().tell("go " + start);
    up.log().note(start, RunEvent.LOAD_STARTED, Map.of("scenario", scenario.name()));
    try (var poison = up.environment().poison(List.of())) {
      var injector =
          new FaultInjector(
              up.environment().faultPorts(poison, up.detours()),
              clock::nanos,
              new Faults(up.log(), display),
              up.leases().reversals());
      course.accept(
          new ProbeLoads(
              new ProbeLoads.Session(
                  clock,
                  up.environment().endpoints(),
                  up.generator(),
                  up.watchman(),
                  up.observer().counters(),
                  injector,
                  up.environment()::scale,
                  up.environment()::checkBrokers,
                  demands::failure,
                  demands::isInterrupted),
              start));
    } catch (ProbeGround.InterruptedProbeException asked) {
      demands.interrupt();
    } finally {
      up.generator().expectEnd();
      up.generator().tellToEnd("finish");
      up.log().note(RunEvent.LOAD_ENDED, Map.of());
    }
    awaitGenerator(up.generator());
  }

  private void awaitGenerator(Part generator) {
    long latest = clock.nanos() + GENERATOR_GRACE.toNanos();
    while (!generator.hasTold("done") && generator.isAlive() && clock.nanos() < latest) {
      pause();
    }
    if (!generator.hasTold("done") && generator.isAlive()) {
      generator.tellToEnd("stop");
    }
  }

  /** The load is over, but perhaps not what the operator is about. */
  private void awaitEndOf(Shift shift, Environment environment, Watchman watchman) {
    while (!shift.isOver() && !demands.endTheRun() && watchman.abortReason().isEmpty()) {
      environment.checkBrokers();
      pause();
    }
  }

  /**
   * Waits until no group has anything left to read and nobody writes any more, at most as long as
   * the scenario says.
   */
  private void settle(Watchman watchman, Observer observer, RunLog log) {
    if (demands.endTheRun() || watchman.abortReason().isPresent()) {
      return;
    }
    long began = clock.nanos();
    watchman.enter("quiet", began, scenario.quiet(), Rate.ZERO);
    long stillSince = began;
    long seen = observer.counters().records();
    boolean quiet = false;
    while (!quiet
        && !demands.isInterrupted()
        && clock.nanos() - began < scenario.quiet().toNanos()) {
      pause();
      long records = observer.counters().records();
      boolean drained =
          watchman.readingSince(stillSince).map(Backlog.Reading::isDrained).orElse(false);
      if (records != seen) {
        seen = records;
        stillSince = clock.nanos();
      }
      quiet = drained && clock.nanos() - stillSince > STILL_FOR.toNanos();
    }
    log.note(RunEvent.QUIET, Map.of("quiet", quiet));
    display.say(quiet ? "the pipeline is quiet" : "the pipeline did not become quiet in time");
  }

  private void watchOver(Observer observer, RunLog log) {
    observer
        .ended()
        .exceptionally(
            e -> {
              log.note(
                  RunEvent.HARNESS_FAILURE,
                  Map.of("part", "observer", "reason", String.valueOf(e)));
              fail("the observer failed: " + e);
              return null;
            });
  }

  /** Without them the records' bytes are not known, and a plan says so. */
  private void noteLogSizes(Environment environment) {
    try {
      LogSizeFile.write(environment.cluster(), folder, clock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      display.say("the brokers did not tell the sizes of their logs: " + e);
    }
  }

  private void noteInterruption(RunLog log) {
    if (demands.isInterrupted()) {
      log.note(RunEvent.INTERRUPTED, Map.of());
    }
  }

  private void fail(String reason) {
    if (demands.fail(reason)) {
      display.say(reason);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
