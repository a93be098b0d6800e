package io.orderstorm.fault.injection;

import io.orderstorm.fault.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongSupplier;

/** Brings faults about in an environment. */
public final class FaultInjector {

  private final FaultPorts ports;
  private final LongSupplier runNanos;
  private final FaultListener listener;

  /**
   * @param runNanos the run's clock: nanos since the Unix epoch, the same in all processes of a run
   */
  public FaultInjector(FaultPorts ports, LongSupplier runNanos, FaultListener listener) {
    this.ports = ports;
    this.runNanos = runNanos;
    this.listener = listener;
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
    var interventions = new Interventions(ports);
    var injection = new FaultInjection(listener, runNanos);
    for (var fault : faults) {
      injection.add(fault, fault.match(interventions), loadStartNanos);
    }
    injection.start();
    return injection;
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
