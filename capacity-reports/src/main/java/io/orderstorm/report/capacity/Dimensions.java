package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.DimensionLimit.Known;
import io.orderstorm.report.capacity.ProbeFigures.StageFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The four dimensions in which a pipeline may be too small, each with its planning signal as it was
 * measured.
 *
 * @param machine the cores that all four share; null if they were not sampled
 */
public record Dimensions(
    ProducerThroughput producer,
    PartitionSaturation partitions,
    ConsumerConcurrency consumers,
    DownstreamTolerance downstream,
    @Nullable DimensionLimit machine) {

  static final String INGESTION = "ingestion";

  /** What a bottleneck's list calls the machine. */
  public static final String CORES = "cores";

  private static final String END_TO_END = "end-to-end";

  /**
   * From a study.
   *
   * @return empty if no rate was sustained: then nothing is known of any dimension
   */
  static Optional<Dimensions> of(PlanContext context, Study study) {
    return best(study).map(best -> of(context, study, best));
  }

  private static Dimensions of(PlanContext context, Study study, ProbeFigures best) {
    List<ProbeFigures> valid = new ArrayList<>();
    List<ProbeFigures> invalid = new ArrayList<>();
    for (Judged probe : study.healthy().probes()) {
      (probe.answer() == Judged.Answer.INVALID ? invalid : valid).add(probe.figures());
    }
    study.saturation().ifPresent(probe -> (probe.doubts().isEmpty() ? valid : invalid).add(probe));
    Double target = context.targetPerSecond();
    return new Dimensions(
        ProducerThroughput.of(context.loads(), valid, invalid),
        PartitionSaturation.of(best, valid, partitions(context), target),
        ConsumerConcurrency.of(
            context, study, best, target == null ? null : Double.valueOf(target), allowed(study)),
        DownstreamTolerance.of(context, study, best),
        context.bottleneck().map(Dimensions::machine).orElse(null));
  }

  /** How many partitions each topic has; without those of which that is not known. */
  private static Map<String, Integer> partitions(PlanContext context) {
    Map<String, Integer> partitions = new TreeMap<>();
    context
        .cost()
        .ifPresent(
            basis -> basis.topics().forEach(of -> partitions.put(of.topic(), of.partitions())));
    return partitions;
  }

  private static @Nullable DimensionLimit machine(Bottleneck at) {
    return at.resources().stream()
        .filter(resource -> resource.name().equals(CORES))
        .findFirst()
        .map(at::limitOf)
        .orElse(null);
  }

  /** The healthy probe of the highest rate that was sustained; empty if none was. */
  public static Optional<ProbeFigures> best(Study study) {
    return study.healthy().probes().stream()
        .filter(probe -> probe.answer() == Judged.Answer.SUSTAINED)
        .map(Judged::figures)
        .max(Comparator.comparingDouble(ProbeFigures::offeredPerSecond));
  }

  /** Orders that may be in flight: what the healthy pipeline has at its sustainable rate. */
  static double allowed(Study study) {
    return study.healthy().probes().stream()
        .filter(probe -> probe.answer() == Judged.Answer.SUSTAINED)
        .map(probe -> probe.figures().stage(END_TO_END))
        .mapToDouble(StageFigures::mostWaiting)
        .max()
        .orElse(0);
  }

  /**
   * The limit of each dimension by its name, in the order in which an order meets them; last the
   * machine's, if it is known.
   */
  public Map<String, DimensionLimit> limits() {
    Map<String, DimensionLimit> limits = new LinkedHashMap<>();
    limits.put("producer throughput", producer.limit());
    limits.put("broker partition saturation", partitions.limit());
    limits.put("consumer concurrency", consumers.limit());
    limits.put("downstream tolerance", downstream.limit());
    if (machine != null) {
      limits.put("the machine that all share", machine);
    }
    return limits;
  }

  /** The name of the dimension that gives out first; null if none is known to. */
  public @Nullable String first() {
    return known().isEmpty() ? null : known().get(0).getKey();
  }

  /** The name of the dimension that gives out after that; null if none is known to. */
  public @Nullable String next() {
    return known().size() < 2 ? null : known().get(1).getKey();
  }

  /** The dimensions that are known to give out, the first one first. */
  public List<Map.Entry<String, DimensionLimit>> known() {
    return limits().entrySet().stream()
        .filter(limit -> limit.getValue().known() != Known.NOT_REACHED)
        .sorted(Comparator.comparingDouble(limit -> limit.getValue().ordersPerSecond()))
        .toList();
  }
}
