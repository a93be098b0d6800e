package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.DimensionLimit.Known;
import io.orderstorm.report.capacity.ProbeFigures.ServiceFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much the downstream services bear.
 *
 * @param safePerSecond the highest rate that a probe sustained: all of them bore it
 * @param services the fullest first; empty without their logs
 * @param degraded the rate that was sustained while one of them took longer; empty if that was not
 *     measured
 * @param limit the service that is full first
 */
public record DownstreamTolerance(
    double safePerSecond,
    List<ServiceUse> services,
    Optional<Searched> degraded,
    DimensionLimit limit) {

  private static final String DEGRADED = "degraded-downstream";

  /**
   * A service at the highest sustained rate.
   *
   * @param callsPerSecond λ
   * @param meanMs W: how long it works on a call
   * @param busy L = λ·W: calls that it works on at a time
   * @param capacity c: the most that it works on at a time
   * @param fullAtPerSecond the orders a second at which it is full if an order's calls stay the
   *     same; null beyond {@link Bottleneck#EXTRAPOLATION} times what was measured
   */
  public record ServiceUse(
      String service,
      String stage,
      double callsPerSecond,
      double meanMs,
      double busy,
      int capacity,
      @Nullable Double fullAtPerSecond) {

    /** L/c. */
    public double utilisation() {
      return busy / capacity;
    }
  }

  public DownstreamTolerance {
    services = List.copyOf(services);
  }

  /**
   * From the study.
   *
   * @param best the highest sustained probe
   */
  static DownstreamTolerance of(PlanContext context, Study study, ProbeFigures best) {
    double rate = best.offeredPerSecond();
    List<ServiceUse> services = new ArrayList<>();
    for (ServiceFigures service : best.services()) {
      context
          .sizingOf(service.stage())
          .ifPresent(stage -> services.add(use(service, stage.serviceCapacity(), rate)));
    }
    services.sort(Comparator.comparingDouble(ServiceUse::utilisation).reversed());
    return new DownstreamTolerance(
        rate,
        services,
        study.searched().stream().filter(of -> of.condition().equals(DEGRADED)).findFirst(),
        services.isEmpty()
            ? new DimensionLimit("services", rate, Known.NOT_REACHED)
            : Bottleneck.limit(services.get(0).service(), rate, services.get(0).utilisation()));
  }

  private static ServiceUse use(ServiceFigures service, int capacity, double rate) {
    DimensionLimit limit = Bottleneck.limit(service.service(), rate, service.busy() / capacity);
    return new ServiceUse(
        service.service(),
        service.stage(),
        service.callsPerSecond(),
        service.meanMs(),
        service.busy(),
        capacity,
        limit.known() == Known.PREDICTED ? limit.ordersPerSecond() : null);
  }
}
