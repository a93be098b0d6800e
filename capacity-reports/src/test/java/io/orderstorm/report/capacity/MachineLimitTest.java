package io.orderstorm.report.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.capacity.DimensionLimit.Known;
import io.orderstorm.report.synthetic.KnownStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class MachineLimitTest {

  private static final long SECOND = 1_000_000_000L;

  /** Sustained probes of 25 s, 10 s apart. */
  private static List<Judged> probes(double[] rates, double[] cores) {
    List<Judged> probes = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      probes.add(probe(35L * i, rates[i], cores[i]));
    }
    return probes;
  }

  private static Judged probe(long startSeconds, double rate, double cores) {
    ProbeFigures of =
        KnownStudy.withCores(KnownStudy.probe(1, ProbeWindow.Purpose.SEARCH, rate), cores);
    return new Judged(
        KnownStudy.withWindow(
            of,
            new ProbeWindow(
                1,
                "healthy",
                ProbeWindow.Purpose.SEARCH,
                rate,
                startSeconds * SECOND,
                (startSeconds + 5) * SECOND,
                (startSeconds + 25) * SECOND,
                (startSeconds + 26) * SECOND)),
        Judged.Answer.SUSTAINED,
        List.of("objectives hold and no backlog grows"));
  }

  @Test
  void oneProbeOfColdCodeNamesNoLimit() {
    // as it was seen: 74 % at 100/s, "full at about 135/s", and the same machine bore 201/s
    DimensionLimit limit = MachineLimit.of(probes(new double[] {100}, new double[] {1.48}), 2);

    assertThat(limit.known()).isEqualTo(Known.NOT_REACHED);
    assertThat(limit.ordersPerSecond()).isEqualTo(100);
    assertThat(limit.why()).contains("was not measured", "74 %", "still being compiled");
  }

  @Test
  void notEvenAColdProbeOfAFullMachineNamesOne() {
    DimensionLimit limit = MachineLimit.of(probes(new double[] {100}, new double[] {1.9}), 2);

    assertThat(limit.known()).isEqualTo(Known.NOT_REACHED);
  }

  @Test
  void warmProbesFarBelowTheLimitAndCloseTogetherNameNone() {
    // as it was recorded on two cores
    DimensionLimit limit =
        MachineLimit.of(
            probes(
                new double[] {150, 183.7, 194.2, 200.5}, new double[] {1.375, 1.347, 1.326, 1.341}),
            2);

    assertThat(limit.known()).isEqualTo(Known.NOT_REACHED);
    assertThat(limit.ordersPerSecond()).isEqualTo(200.5);
    assertThat(limit.why()).contains("was not measured", "67 %").doesNotContain("compiled");
  }

  @Test
  void aWarmProbeNearTheLimitNamesItByProportion() {
    DimensionLimit limit =
        MachineLimit.of(
            probes(new double[] {250, 290, 280, 300}, new double[] {1.9, 1.6, 1.55, 1.6}), 2);

    assertThat(limit.known()).isEqualTo(Known.PREDICTED);
    assertThat(limit.ordersPerSecond()).isCloseTo(375, within(1e-9));
    assertThat(limit.why()).contains("warm probe at 300/s", "1.60 of 2 cores");
  }

  @Test
  void afterAPauseThatIsLongerThanAnyOfASearchCodeIsColdAgain() {
    List<Judged> resumed =
        new ArrayList<>(
            probes(new double[] {250, 250, 250, 250}, new double[] {1.2, 1.2, 1.2, 1.2}));
    resumed.add(probe(1_000, 300, 1.8));

    assertThat(MachineLimit.of(resumed, 2).known()).isEqualTo(Known.NOT_REACHED);
  }

  @Property(tries = 200)
  void aLineThroughWarmProbesThatLieApartEndsWhereTheMachineIsFull(
      @ForAll @DoubleRange(min = 0.05, max = 0.3) double idle,
      @ForAll @DoubleRange(min = 2, max = 4) double milliseconds,
      @ForAll long seed) {
    double each = milliseconds / 1_000;
    SplittableRandom random = new SplittableRandom(seed);
    // the first three warm the code and are not of the line: cold code takes more
    double[] rates = {300, 300, 300, 150, 200, 250, 300, 225, 175};
    double[] cores = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      double cold = i < 3 ? 1.4 : 1;
      cores[i] = cold * (idle + each * rates[i]) + 0.002 * random.nextGaussian();
    }

    DimensionLimit limit = MachineLimit.of(probes(rates, cores), 2);

    double full = (2 - idle) / each;
    if (full > 3.2 * 300) {
      assertThat(limit.known()).isEqualTo(Known.NOT_REACHED);
    } else if (cores[6] < MachineLimit.NEAR * 2 && full < 2.5 * 300) {
      assertThat(limit.known()).isEqualTo(Known.PREDICTED);
      assertThat(limit.why()).contains("a line through 6 warm probes");
      assertThat(limit.ordersPerSecond()).isCloseTo(full, within(0.06 * full));
    }
  }

  @Test
  void aLineThatDoesNotRiseForSureNamesNoLimit() {
    DimensionLimit limit =
        MachineLimit.of(
            probes(
                new double[] {300, 300, 300, 150, 200, 250, 300},
                new double[] {1.2, 1.2, 1.2, 1.21, 1.3, 1.17, 1.25}),
            2);

    assertThat(limit.known()).isEqualTo(Known.NOT_REACHED);
    assertThat(limit.why()).contains("steep and tight");
  }
}
