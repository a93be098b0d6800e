package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.DimensionLimit.Known;
import io.orderstorm.report.capacity.ProbeFigures.GeneratorFigures;
import io.orderstorm.report.capacity.ProbeFigures.StageFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether orders leave as they come: at each rate of the forecast, what was offered and
 * acknowledged.
 *
 * @param peaks each load of the plan
 * @param highestOffered the highest rate that was offered in a valid probe of the healthy pipeline
 * @param highestAcknowledged what of it was answered
 * @param slipP99Ms how late the generator was then; null where that was not looked at
 * @param limit the lowest rate at which the generator was late, or up to which it was not
 */
public record ProducerThroughput(
    List<Peak> peaks,
    double highestOffered,
    double highestAcknowledged,
    @Nullable Double slipP99Ms,
    DimensionLimit limit) {

  /** A probe that falls short of a rate by less than this has offered it. */
  private static final double NEARLY = 0.99;

  /**
   * A load of the plan and the lowest rate at or above it that was offered.
   *
   * @param offeredPerSecond null if so much was never offered
   * @param acknowledgedPerSecond null with it
   * @param p99Ms from the intended send to the acknowledgement; null with it, or if some orders
   *     were never answered
   */
  public record Peak(
      String load,
      double perSecond,
      @Nullable Double offeredPerSecond,
      @Nullable Double acknowledgedPerSecond,
      @Nullable Double p99Ms) {

    /** Whether it was acknowledged as it came; null if so much was never offered. */
    public @Nullable Boolean carried() {
      if (offeredPerSecond == null || acknowledgedPerSecond == null) {
        return null;
      }
      return acknowledgedPerSecond >= NEARLY * offeredPerSecond;
    }
  }

  public ProducerThroughput {
    peaks = List.copyOf(peaks);
  }

  /**
   * From the probes of the healthy pipeline.
   *
   * @param valid whose measurement can be trusted, at least one
   * @param invalid whose can't
   */
  static ProducerThroughput of(
      Map<String, Double> loads, List<ProbeFigures> valid, List<ProbeFigures> invalid) {
    List<ProbeFigures> rising =
        valid.stream().sorted(Comparator.comparingDouble(ProbeFigures::offeredPerSecond)).toList();
    List<Peak> peaks = new ArrayList<>();
    loads.forEach((load, rate) -> peaks.add(peak(load, rate, rising)));
    ProbeFigures highest = rising.get(rising.size() - 1);
    GeneratorFigures generator = highest.generator();
    return new ProducerThroughput(
        peaks,
        highest.offeredPerSecond(),
        ingestion(highest).donePerSecond(),
        generator == null ? null : generator.slipP99Ms(),
        invalid.stream()
            .filter(probe -> probe.generator() != null && probe.generator().late())
            .min(Comparator.comparingDouble(ProbeFigures::offeredPerSecond))
            .map(late -> new DimensionLimit("generator", late.offeredPerSecond(), Known.SEEN))
            .orElse(
                new DimensionLimit("generator", highest.offeredPerSecond(), Known.NOT_REACHED)));
  }

  private static Peak peak(String load, double rate, List<ProbeFigures> rising) {
    Optional<ProbeFigures> probe =
        rising.stream().filter(of -> of.offeredPerSecond() >= NEARLY * rate).findFirst();
    return new Peak(
        load,
        rate,
        probe.map(ProbeFigures::offeredPerSecond).orElse(null),
        probe.map(of -> ingestion(of).donePerSecond()).orElse(null),
        probe.map(of -> ingestion(of).p99Ms()).orElse(null));
  }

  private static StageFigures ingestion(ProbeFigures probe) {
    return probe.stage(Dimensions.INGESTION);
  }
}
