package io.orderstorm.report.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What CPU time the orders took, over the whole seconds of the load after the warm-up. A database
 * that is not the run's own is not sampled, and links are carried by the process of the observer:
 * neither is in it.
 *
 * @param perOrderMs CPU time of brokers, stages, services and store over the orders that were due
 *     in that time; null without samples or orders
 * @param seconds how many seconds that is
 * @param processes every sampled process, generator and observer included
 */
public record CpuCost(@Nullable Double perOrderMs, int seconds, List<ProcessCpu> processes) {

  public CpuCost {
    processes = List.copyOf(processes);
  }

  /**
   * A process of the run.
   *
   * @param cores that it used, on average
   * @param measuring whether it measures rather than being measured
   */
  public record ProcessCpu(String process, double cores, boolean measuring) {}
}
