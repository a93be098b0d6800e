package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.injection.FaultInjection;
import io.orderstorm.fault.injection.FaultInjector;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.watch.Backlog;
import io.orderstorm.scenario.watch.Counters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/** Loads on an environment that is up, one after another. */
final class ProbeLoads implements ProbeGround {

  private static final Duration LEAD = Duration.ofMillis(500);

  /** A pipeline that had nothing to do for so long is drained. */
  private static final Duration STILL_FOR = Duration.ofMillis(600);

  private static final Duration INJECTED_WITHIN = Duration.ofSeconds(60);

  private final Session session;
  private final long base;

  /**
   * What the loads are put on.
   *
   * @param clock of the run
   * @param endpoints of the environment
   * @param generator that offers loads
   * @param injector brings faults about
   * @param scale is told a stage and how many consumers it is to have
   * @param failure what failed, empty if nothing did
   */
  record Session(
      io.orderstorm.simulator.time.RunClock clock,
      Endpoints endpoints,
      Part generator,
      Watchman watchman,
      Counters counters,
      FaultInjector injector,
      ObjIntConsumer<String> scale,
      Runnable checkBrokers,
      Supplier<String> failure,
      BooleanSupplier interrupted) {}

  /**
   * @param base the moment from which the generator counts, in run nanos
   */
  ProbeLoads(Session session, long base) {
    this.session = session;
    this.base = base;
  }

  @Override
  public Endpoints endpoints() {
    return session.endpoints();
  }

  @Override
  public Offer offer(String name, Rate rate, Duration lasting, Duration drainWithin) {
    long start = nanos() + LEAD.toNanos();
    long end = start + lasting.toNanos();
    session
        .generator()
        .tell("offer " + (start - base) + " " + rate.perSecond() + " " + lasting.toNanos());
    session.watchman().enter(name, start, lasting, rate);
    waitUntil(() -> nanos() >= end, Long.MAX_VALUE);
    session.watchman().enter("drain", end, drainWithin, Rate.ZERO);
    return new Offer(start, end, awaitDrained(end, end + drainWithin.toNanos()));
  }

  @Override
  public Offer offerUnder(
      Fault fault, String name, Rate rate, Duration lasting, Duration drainWithin) {
    FaultInjection injection = session.injector().begin(List.of(fault), nanos() + LEAD.toNanos());
    try (injection) {
      return offer(name, rate, lasting, drainWithin);
    }
  }

  private long awaitDrained(long from, long latest) {
    Counters counters = session.counters();
    long stillSince = nanos();
    long seen = counters.records();
    while (nanos() < latest) {
      tick();
      long records = counters.records();
      boolean drained =
          session.watchman().readingSince(stillSince).map(Backlog.Reading::isDrained).orElse(false);
      if (records != seen || counters.inFlight() > 0) {
        seen = records;
        stillSince = nanos();
      }
      if (drained && nanos() - stillSince > STILL_FOR.toNanos()) {
        return Math.max(from, stillSince);
      }
    }
    return 0;
  }

  @Override
  public Standing under(Fault fault) {
    FaultInjection injection =
        session.injector().begin(List.of(fault.occurrence(fault.name(), Duration.ZERO)), nanos());
    waitUntil(() -> !injection.standing().isEmpty(), nanos() + INJECTED_WITHIN.toNanos());
    if (injection.standing().isEmpty()) {
      injection.close();
      throw new HarnessException("the fault " + fault.name() + " was not brought about");
    }
    return injection::close;
  }

  @Override
  public void scale(String stage, int consumers) {
    session.scale().accept(stage, consumers);
  }

  @Override
  public void pause(Duration time) {
    long until = nanos() + time.toNanos();
    waitUntil(() -> nanos() >= until, Long.MAX_VALUE);
  }

  @Override
  public long nanos() {
    return session.clock().nanos();
  }

  private void waitUntil(BooleanSupplier met, long latest) {
    while (!met.getAsBoolean() && nanos() < latest) {
      tick();
    }
  }

  private void tick() {
    session.checkBrokers().run();
    if (session.interrupted().getAsBoolean()) {
      throw new InterruptedProbeException();
    }
    String failure = session.failure().get();
    if (!failure.isEmpty()) {
      throw new HarnessException(failure);
    }
    if (!session.generator().isAlive()) {
      throw new HarnessException("the generator ended before its time; see logs/generator.log");
    }
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedProbeException();
    }
  }
}
