package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.Signals;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.alert.AlertNames;
import io.orderstorm.scenario.child.ClockMeter;
import io.orderstorm.scenario.child.GcMeter;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Backlog;
import io.orderstorm.scenario.watch.Counters;
import io.orderstorm.scenario.watch.Display;
import io.orderstorm.scenario.watch.ProcessSamples;
import io.orderstorm.scenario.watch.Progress;
import io.orderstorm.simulator.time.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks after a run while it goes on: reads the backlog twice a second, raises alerts, watches the
 * safeguards, samples the processes and shows the progress. It decides nothing but what it is asked
 * for.
 */
final class Watchman implements Signals, AutoCloseable {

  /** This process: the observer, the proxies, and whoever looks after the run. */
  private static final String HARNESS = "observer";

  private static final Duration NO_ORDERS_FOR = Duration.ofSeconds(1);

  private final Scenario scenario;
  private final Schedule schedule;
  private final RunClock clock;
  private final Backlog backlog;
  private final Counters counters;
  private final ProcessSamples samples;
  private final Alerts alerts;
  private final RunLog log;
  private final Display display;
  private final ClockMeter clocks = new ClockMeter();
  private final Runnable alsoLook;
  private final BiConsumer<Long, Map<String, Long>> lagListener;
  private final Supplier<List<String>> standingFaults;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            var thread = new Thread(task, "watchman");
            thread.setDaemon(true);
            return thread;
          });

  private volatile Backlog.Reading reading = Backlog.Reading.NONE;
  private volatile long readingNanos;
  private volatile long steadySince = Long.MAX_VALUE;
  private volatile Phase phase =
      new Phase("start", Long.MAX_VALUE, Duration.ZERO, since -> Rate.ZERO);
  private volatile String abortReason = "";
  private int mostBrokers;
  private long placedBefore;
  private long placedChangedNanos;

  /** A part of the run, when it began, and how long it may last. */
  private record Phase(
      String name, long sinceNanos, Duration lasting, Function<Duration, Rate> offered) {}

  /**
   * @param alsoLook done at every look
   * @param lagListener is told the time and each group's lag, whenever the brokers tell it
   */
  Watchman(
      Scenario scenario,
      RunClock clock,
      Backlog backlog,
      Counters counters,
      ProcessSamples samples,
      Alerts alerts,
      RunLog log,
      Display display,
      Runnable alsoLook,
      BiConsumer<Long, Map<String, Long>> lagListener,
      Supplier<List<String>> standingFaults) {
    this.scenario = scenario;
    this.schedule = Schedule.of(scenario.load());
    this.clock = clock;
    this.backlog = backlog;
    this.counters = counters;
    this.samples = samples;
    samples.follow(HARNESS, ProcessHandle.current().pid());
    this.alerts = alerts;
    this.log = log;
    this.display = display;
    this.alsoLook = alsoLook;
    this.lagListener = lagListener;
    this.standingFaults = standingFaults;
  }

  Watchman start() {
    var unusedLook =
        threads.scheduleWithFixedDelay(guarded(this::look), 0, 500, TimeUnit.MILLISECONDS);
    var unusedShow = threads.scheduleAtFixedRate(guarded(this::show), 0, 1, TimeUnit.SECONDS);
    return this;
  }

  /** The scenario's load begins, or is known to end earlier than was said. */
  void enterLoad(long sinceNanos, Duration lasting) {
    phase =
        new Phase(
            "load",
            sinceNanos,
            lasting,
            since -> since.compareTo(lasting) < 0 ? schedule.rateAt(since) : Rate.ZERO);
  }

  /** A phase with a constant rate begins, which may be zero. */
  void enter(String name, long sinceNanos, Duration lasting, Rate rate) {
    phase =
        new Phase(
            name, sinceNanos, lasting, since -> since.compareTo(lasting) < 0 ? rate : Rate.ZERO);
  }

  /** Why the run must be aborted, if it must. */
  Optional<String> abortReason() {
    return abortReason.isEmpty() ? Optional.empty() : Optional.of(abortReason);
  }

  /** Whether the steady-state hypothesis has held for as long as the scenario asks. */
  boolean isSteady() {
    return scenario
        .safeguards()
        .steadyState()
        .map(steady -> clock.nanos() - steadySince >= steady.holding().toNanos())
        .orElse(true);
  }

  /** The last reading of the backlog and whether it is younger than a moment. */
  Optional<Backlog.Reading> readingSince(long nanos) {
    return readingNanos > nanos ? Optional.of(reading) : Optional.empty();
  }

  /** The alerts that are on. */
  Set<String> alerts() {
    return alerts.firing();
  }

  /** Each group's lag, as last told by the brokers. */
  Map<String, Long> lag() {
    return reading.lag();
  }

  /** How long ago the brokers were asked for that lag. */
  Duration lagAge() {
    return Duration.ofNanos(clock.nanos() - readingNanos);
  }

  /** Dead letters that nobody has dealt with, by group. */
  Map<String, Long> openLetters() {
    return counters.letters().open();
  }

  @Override
  public OptionalLong lag(String group) {
    Long records = reading.lag().get(group);
    return records == null ? OptionalLong.empty() : OptionalLong.of(records);
  }

  @Override
  public OptionalDouble offeredPerSecond() {
    return OptionalDouble.of(offered(clock.nanos()));
  }

  private void look() {
    samples.collected(HARNESS, GcMeter.seconds());
    samples.sample();
    clocks
        .stepMillis()
        .ifPresent(
            millis -> log.note(RunEvent.CLOCK_STEP, Map.of("process", HARNESS, "stepMs", millis)));
    alsoLook.run();
    long began = clock.nanos();
    try {
      reading = backlog.read();
      readingNanos = began;
      judgeLag(reading.lag());
      lagListener.accept(began, reading.lag());
    } catch (Backlog.UnansweredException brokersAway) {
      alerts.look(Map.of(), counters);
      alerts.update(
          AlertNames.BROKERS, "ingestion", true, "the brokers do not tell the groups' offsets");
      steadySince = Long.MAX_VALUE;
      return;
    }
    alerts.look(reading.lag(), counters);
    alerts.update(AlertNames.BROKERS, "ingestion", false, "");
    judgeMembers(reading.brokers());
    judgeIntake();
  }

  private void judgeMembers(int brokers) {
    mostBrokers = Math.max(mostBrokers, brokers);
    alerts.update(
        AlertNames.BROKER_MISSING,
        "ingestion",
        brokers < mostBrokers,
        brokers + " of " + mostBrokers + " brokers are members of the cluster");
  }

  private void judgeLag(Map<String, Long> lag) {
    scenario.safeguards().abortLagAbove().ifPresent(limit -> abortAbove(lag, limit));
    scenario
        .safeguards()
        .steadyState()
        .ifPresent(
            steady -> {
              boolean holds =
                  lag.values().stream().allMatch(records -> records < steady.lagBelow());
              steadySince = holds ? Math.min(steadySince, clock.nanos()) : Long.MAX_VALUE;
            });
  }

  private void abortAbove(Map<String, Long> lag, long limit) {
    lag.forEach(
        (group, records) -> {
          if (records > limit && abortReason.isEmpty()) {
            abortReason =
                "lag of "
                    + group
                    + " is "
                    + records
                    + " records, the safeguard's limit is "
                    + limit;
            log.note(RunEvent.ABORT, Map.of("reason", abortReason));
          }
        });
  }

  private void judgeIntake() {
    long now = clock.nanos();
    long placed = counters.placed();
    if (placed != placedBefore || offered(now) == 0 || now < phase.sinceNanos()) {
      placedBefore = placed;
      placedChangedNanos = now;
    }
    boolean stalled = now - placedChangedNanos > NO_ORDERS_FOR.toNanos() && offered(now) >= 2;
    alerts.update(
        AlertNames.NO_ORDERS, "ingestion", stalled, "no order has arrived for over a second");
  }

  private double offered(long now) {
    Phase current = phase;
    Duration since = Duration.ofNanos(Math.max(0, now - current.sinceNanos()));
    return current.offered().apply(since).perSecond();
  }

  private long shownPlaced;
  private long shownNanos;

  private void show() {
    long now = clock.nanos();
    Phase current = phase;
    if (current.sinceNanos() > now) {
      return;
    }
    long placed = counters.placed();
    double achieved = shownNanos == 0 ? 0 : (placed - shownPlaced) * 1e9 / (now - shownNanos);
    shownPlaced = placed;
    shownNanos = now;
    Duration elapsed = Duration.ofNanos(now - current.sinceNanos());
    Duration remaining = current.lasting().minus(elapsed);
    display.show(
        new Progress(
            current.name(),
            elapsed,
            remaining.isNegative() ? Duration.ZERO : remaining,
            offered(now),
            achieved,
            placed,
            counters.inFlight(),
            reading.lag(),
            standingFaults.get(),
            counters.deadLetters()));
  }

  /**
   * A watchman that stumbles is a failure of the harness, and says so once; it goes on watching.
   */
  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.note(RunEvent.HARNESS_FAILURE, Map.of("part", "watchman", "reason", String.valueOf(e)));
      }
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        log.note(RunEvent.HARNESS_FAILURE, Map.of("part", "watchman", "reason", "does not end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    backlog.close();
  }
}
