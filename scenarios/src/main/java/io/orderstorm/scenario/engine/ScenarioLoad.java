package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.FaultInjection;
import io.orderstorm.fault.injection.FaultInjector;
import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.HiccupMeter;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Display;
import io.orderstorm.simulator.time.HostClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The scenario's own load under its own faults: from the first order until the last one is
 * answered, its operator has seen enough, or the run has to end. No fault outlives it.
 */
final class ScenarioLoad {

  private static final Duration LEAD = Duration.ofMillis(500);

  /**
   * After the last order left, its producer may still try for this long beyond its delivery
   * time-out.
   */
  private static final Duration GENERATOR_GRACE = Duration.ofSeconds(30);

  private static final Plan NOTHING = new Plan(Duration.ZERO, List.of());

  private final Scenario scenario;
  private final RunFolder folder;
  private final HostClock clock;
  private final Display display;
  private final Demands demands;
  private final LiveEngine.Up up;
  private final Environment environment;
  private final Part generator;
  private final Watchman watchman;
  private final RunLog log;
  private final AtomicReference<FaultInjection> injection;

  /**
   * A load that has not begun.
   *
   * @param injection is set when the faults are planned
   */
  ScenarioLoad(
      Scenario scenario,
      RunFolder folder,
      HostClock clock,
      Display display,
      Demands demands,
      LiveEngine.Up up,
      AtomicReference<FaultInjection> injection) {
    this.scenario = scenario;
    this.folder = folder;
    this.clock = clock;
    this.display = display;
    this.demands = demands;
    this.up = up;
    this.environment = up.environment();
    this.generator = up.generator();
    this.watchman = up.watchman();
    this.log = up.log();
    this.injection = injection;
  }

  /**
   * Plays it; returns when all is answered, or the run has to end.
   *
   * @param onCall is given what a person on call sees and does, when the load begins
   */
  void play(Consumer<Operations> onCall) {
    Duration load = scenario.load().lasting();
    long start = clock.nanos() + LEAD.toNanos();
    HiccupMeter hiccups = HiccupMeter.start();
    generator.tell("go " + start);
    log.note(start, RunEvent.LOAD_STARTED, Map.of("scenario", scenario.name()));
    watchman.enterLoad(start, load);
    List<String> names = scenario.faults().stream().map(fault -> fault.name()).toList();
    Optional<CanaryRollout> canary =
        CanaryRollout.of(scenario, start, folder, environment, log, display);
    try (hiccups;
        var poison = environment.poison(names)) {
      boolean steady = awaitFirstFault(start, canary);
      var injector =
          new FaultInjector(
              environment.faultPorts(poison, up.detours()),
              clock::nanos,
              new Faults(log, display),
              up.leases().reversals());
      Plan plan = steady ? scenario.plan() : NOTHING;
      try (FaultInjection faults = injector.begin(plan, start, watchman)) {
        injection.set(faults);
        onCall.accept(
            new LiveOperations(
                scenario.pipeline(), clock, environment, watchman, faults, release(canary), log));
        awaitEnd(start, canary);
      }
      canary.ifPresent(rollout -> rollout.end(clock.nanos(), whyItEnded()));
      HiccupMeter.Hiccups figures = hiccups.sinceLastCall();
      log.note(
          RunEvent.HICCUP,
          Map.of("process", "observer", "p99Ms", figures.p99Ms(), "maxMs", figures.maxMs()));
    }
    log.note(RunEvent.LOAD_ENDED, Map.of());
  }

  private LiveOperations.Release release(Optional<CanaryRollout> canary) {
    return new LiveOperations.Release() {
      @Override
      public Set<String> stages() {
        return canary.map(CanaryRollout::undecided).orElse(Set.of());
      }

      @Override
      public void takeBack(String reason) {
        demands.takeBack(reason);
      }
    };
  }

  private void look(CanaryRollout rollout) {
    String reason = demands.whyTakeBack();
    if (reason.isEmpty()) {
      rollout.look(clock.nanos());
    } else {
      rollout.end(clock.nanos(), reason);
    }
  }

  private String whyItEnded() {
    if (demands.isInterrupted()) {
      return "the run was interrupted first";
    }
    return demands.endTheRun() || watchman.abortReason().isPresent()
        ? "the run was ended early"
        : "the load ended first";
  }

  /** Waits until just before the first fault and says whether the steady state holds by then. */
  private boolean awaitFirstFault(long start, Optional<CanaryRollout> canary) {
    Plan plan = scenario.plan();
    Optional<Duration> first =
        plan.occurrences().stream().map(plan::earliest).min(Duration::compareTo);
    if (first.isEmpty() || scenario.safeguards().steadyState().isEmpty()) {
      return true;
    }
    long decided = start + first.get().minus(LEAD).toNanos();
    while (clock.nanos() < decided && goesOn()) {
      pause();
      canary.ifPresent(this::look);
    }
    boolean steady = watchman.isSteady();
    if (!steady) {
      String reason =
          "the steady state did not hold before the first fault; the faults were not injected, so"
              + " the run shows nothing of them";
      log.note(RunEvent.HARNESS_FAILURE, Map.of("part", "steady-state", "reason", reason));
      display.say(reason);
    }
    return steady;
  }

  private void awaitEnd(long start, Optional<CanaryRollout> canary) {
    long latest =
        start
            + scenario
                .load()
                .lasting()
                .plus(scenario.pipeline().producer().deliveryTimeout())
                .plus(GENERATOR_GRACE)
                .toNanos();
    boolean goesOn = true;
    boolean ending = false;
    while (goesOn && !generator.hasTold("done") && clock.nanos() < latest) {
      pause();
      if (!ending && !demands.whyEndLoad().isEmpty()) {
        ending = true;
        cut(start);
      }
      canary.ifPresent(this::look);
      goesOn = goesOn();
    }
    generator.expectEnd();
    if (!generator.hasTold("done") && generator.isAlive()) {
      generator.tellToEnd("stop");
    }
  }

  /** The end lies ahead, so that it is exact: every order that is due before it still leaves. */
  private void cut(long start) {
    Duration planned = scenario.load().lasting();
    long end = clock.nanos() + LEAD.toNanos();
    if (end >= start + planned.toNanos()) {
      return;
    }
    generator.tellToEnd("end " + end);
    watchman.enterLoad(start, Duration.ofNanos(end - start));
    log.note(end, RunEvent.LOAD_CUT, Map.of("reason", demands.whyEndLoad()));
    display.say("the load ends early: " + demands.whyEndLoad());
  }

  private boolean goesOn() {
    environment.checkBrokers();
    return !demands.endTheRun()
        && watchman.abortReason().isEmpty()
        && (generator.isAlive() || generator.hasTold("done"));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
