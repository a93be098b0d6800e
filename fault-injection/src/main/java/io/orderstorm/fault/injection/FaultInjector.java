package io.orderstorm.fault.injection;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.lease.Reversals;
import io.orderstorm.fault.schedule.Plan;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongSupplier;

/** Brings faults about in an environment. */
public final class FaultInjector {

  private final FaultPorts ports;
  private final LongSupplier runNanos;
  private final FaultListener listener;
  private final Reversals reversals;

  /**
   * Without a watchdog: right if all that is injected dies with this process.
   *
   * @param runNanos the run's clock: nanos since the Unix epoch, the same in all processes of a run
   */
  public FaultInjector(FaultPorts ports, LongSupplier runNanos, FaultListener listener) {
    this(ports, runNanos, listener, Reversals.unrecorded());
  }

  /**
   * @param runNanos the run's clock: nanos since the Unix epoch, the same in all processes of a run
   * @param reversals is told of what outlives this process, before it is injected
   */
  public FaultInjector(
      FaultPorts ports, LongSupplier runNanos, FaultListener listener, Reversals reversals) {
    this.ports = ports;
    this.runNanos = runNanos;
    this.listener = listener;
    this.reversals = reversals;
  }

  /**
   * Begins the faults' timeline; returns at once.
   *
   * @param loadStartNanos the start of the load in run nanos, from which the faults' times count;
   *     may lie ahead
   * @throws IllegalArgumentException if two faults have the same name
   */
  public FaultInjection begin(List<? extends Fault> faults, long loadStartNanos) {
    requireDistinctNames(faults);
    var injection = new FaultInjection(listener, runNanos);
    var interventions = new Interventions(ports, reversals);
    for (var fault : faults) {
      var opening = Opening.at(loadStartNanos + fault.at().toNanos(), runNanos);
      injection.add(fault, fault.match(interventions), opening);
    }
    injection.start();
    return injection;
  }

  /**
   * Begins a plan, conditions included; returns at once. A condition that has not come true by the
   * end of the load is given up, and its fault counts as one without effect.
   *
   * @param signals what conditions are judged by
   */
  public FaultInjection begin(Plan plan, long loadStartNanos, Signals signals) {
    requireDistinctNames(plan.faults());
    var injection = new FaultInjection(listener, runNanos);
    var interventions = new Interventions(ports, reversals);
    var load = new LoadWindow(loadStartNanos, plan.load());
    for (var occurrence : plan.occurrences()) {
      var opening =
          new Opening(
              load.at(occurrence.fault()),
              load.end(),
              occurrence.start(),
              signals,
              injection::lease,
              runNanos);
      injection.add(occurrence.fault(), occurrence.fault().match(interventions), opening);
    }
    injection.start();
    return injection;
  }

  /** The load in run nanos. */
  private record LoadWindow(long startNanos, Duration lasting) {
    long at(Fault fault) {
      return startNanos + fault.at().toNanos();
    }

    long end() {
      return startNanos + lasting.toNanos();
    }
  }

  private static void requireDistinctNames(List<? extends Fault> faults) {
    var names = new HashSet<String>();
    for (var fault : faults) {
      if (!names.add(fault.name())) {
        throw new IllegalArgumentException(
            "Two faults are called '" + fault.name() + "'; names must differ");
      }
    }
  }
}
