package io.orderstorm.report.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the pipeline at one rate, the fullest first. By Little's law a resource that
 * works on L = λ·W things at a time on average, of at most c, is in use for L/c of its capacity; if
 * the work of an order does not change, it is full at the rate divided by that.
 *
 * <p>The machine's cores are the exception: what they do for an order does change, so their limit
 * is what {@link MachineLimit} says of all probes.
 *
 * @param ratePerSecond at which they were measured
 * @param resources the fullest first
 * @param machine the limit of the resource {@link Dimensions#CORES}; null where cores were not
 *     sampled
 */
public record Bottleneck(
    double ratePerSecond, List<Resource> resources, @Nullable DimensionLimit machine) {

  /** Beyond so many times the measured rate nothing is said. */
  public static final double EXTRAPOLATION = 3;

  /**
   * A resource.
   *
   * @param name for example {@code payment-provider}
   * @param limit what its capacity is, for a reader
   * @param arrivingPerSecond λ: what comes to it, calls or orders
   * @param used L: in use at a time, on average
   * @param capacity c
   */
  public record Resource(
      String name, String limit, double arrivingPerSecond, double used, double capacity) {

    /** W = L/λ: how long one of them keeps it busy, in seconds; 0 if none came. */
    public double secondsEach() {
      return arrivingPerSecond > 0 ? used / arrivingPerSecond : 0;
    }

    public double utilisation() {
      return used / capacity;
    }
  }

  public Bottleneck {
    resources =
        resources.stream()
            .sorted(Comparator.comparingDouble(Resource::utilisation).reversed())
            .toList();
  }

  /**
   * The limit that a utilisation at a rate speaks of: predicted up to {@link #EXTRAPOLATION} times
   * that rate, and beyond not reached.
   */
  static DimensionLimit limit(String what, double ratePerSecond, double utilisation) {
    return utilisation * EXTRAPOLATION < 1
        ? new DimensionLimit(
            what,
            ratePerSecond * EXTRAPOLATION,
            DimensionLimit.Known.NOT_REACHED,
            String.format(
                Locale.ROOT,
                "by the fullest, %s, %.0f %% full at %.0f/s; nothing was seen beyond what was offered",
                what,
                100 * utilisation,
                ratePerSecond))
        : new DimensionLimit(what, ratePerSecond / utilisation, DimensionLimit.Known.PREDICTED);
  }

  /** The limit of one of the resources. */
  public DimensionLimit limitOf(Resource resource) {
    if (!resource.name().equals(Dimensions.CORES)) {
      return limit(resource.name(), ratePerSecond, resource.utilisation());
    }
    return machine != null
        ? machine
        : new DimensionLimit(
            MachineLimit.WHAT,
            ratePerSecond,
            DimensionLimit.Known.NOT_REACHED,
            "the rate at which the CPU is full was not measured");
  }

  /**
   * The rate at which a resource is full if the work of an order stays the same; empty beyond
   * {@link #EXTRAPOLATION} times the measured rate, or where that was not measured.
   */
  public OptionalDouble fullAt(Resource resource) {
    DimensionLimit limit = limitOf(resource);
    return limit.known() == DimensionLimit.Known.PREDICTED
        ? OptionalDouble.of(limit.ordersPerSecond())
        : OptionalDouble.empty();
  }
}
