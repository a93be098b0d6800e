package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.DimensionLimit.Known;
import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether brokers and partitions take in what they are given. They are saturated when orders that
 * were sent wait longer and longer for their acknowledgement; the busiest partition tells how far
 * it has come till then.
 *
 * @param atPerSecond the highest sustained rate, at which topics and brokers were looked at
 * @param topics empty if partitions were not looked at
 * @param brokerCores what each broker used at that rate; empty without samples
 * @param limit the lowest rate at which acknowledgements fell behind, or up to which they did not
 */
public record PartitionSaturation(
    double atPerSecond,
    List<TopicUse> topics,
    Map<String, Double> brokerCores,
    DimensionLimit limit) {

  private static final String BROKER = "broker-";

  /**
   * A topic at the highest sustained rate.
   *
   * @param partitions that it has; null if that is not known
   * @param busiestPerSecond records that its busiest partition took in
   * @param skew that against the mean of all partitions; 1 is even; null if it is not known how
   *     many there are
   * @param highWaterPerSecond the most that one of its partitions took in for 5 s on end, in any
   *     valid probe of the healthy pipeline
   * @param busiestAtTarget what the busiest takes in at the target, if the mix of orders stays the
   *     same; null without a target, or beyond {@link Bottleneck#EXTRAPOLATION} times what was
   *     measured
   */
  public record TopicUse(
      String topic,
      @Nullable Integer partitions,
      double recordsPerSecond,
      double busiestPerSecond,
      @Nullable Double skew,
      double highWaterPerSecond,
      @Nullable Double busiestAtTarget) {}

  public PartitionSaturation {
    topics = List.copyOf(topics);
    brokerCores = new TreeMap<>(brokerCores);
  }

  /**
   * From the probes of the healthy pipeline.
   *
   * @param best the highest sustained
   * @param valid whose measurement can be trusted, the best among them
   * @param partitions of each topic, by its name
   */
  static PartitionSaturation of(
      ProbeFigures best,
      List<ProbeFigures> valid,
      Map<String, Integer> partitions,
      @Nullable Double target) {
    Map<String, Double> brokers = new TreeMap<>(best.coresOf());
    brokers.keySet().removeIf(process -> !process.startsWith(BROKER));
    Optional<ProbeFigures> behind =
        valid.stream()
            .filter(
                probe ->
                    Criterion.grows(probe.stage(Dimensions.INGESTION), probe.offeredPerSecond()))
            .min(Comparator.comparingDouble(ProbeFigures::offeredPerSecond));
    double most = valid.stream().mapToDouble(ProbeFigures::offeredPerSecond).max().orElse(0);
    return new PartitionSaturation(
        best.offeredPerSecond(),
        best.topics().stream()
            .map(topic -> use(topic, best, valid, partitions.get(topic.topic()), target))
            .toList(),
        brokers,
        behind
            .map(probe -> new DimensionLimit("brokers", probe.offeredPerSecond(), Known.SEEN))
            .orElse(new DimensionLimit("brokers", most, Known.NOT_REACHED)));
  }

  private static TopicUse use(
      TopicFigures topic,
      ProbeFigures best,
      List<ProbeFigures> valid,
      @Nullable Integer partitions,
      @Nullable Double target) {
    double more = target == null ? Double.NaN : target / best.offeredPerSecond();
    return new TopicUse(
        topic.topic(),
        partitions,
        topic.recordsPerSecond(),
        topic.busiestPerSecond(),
        partitions == null
            ? null
            : Double.valueOf(topic.busiestPerSecond() * partitions / topic.recordsPerSecond()),
        valid.stream()
            .flatMap(probe -> probe.topics().stream())
            .filter(of -> of.topic().equals(topic.topic()))
            .mapToDouble(TopicFigures::highWaterPerSecond)
            .max()
            .orElse(0),
        more <= Bottleneck.EXTRAPOLATION ? topic.busiestPerSecond() * more : null);
  }
}
