package io.orderstorm.report.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ScalabilityFitTest {

  /** Schwartz, Practical Scalability Analysis with the Universal Scalability Law: Cisco's UCS. */
  private static final double[] CISCO = {
    955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71,
    8646.7, 9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52, 11151.43,
    11518.63, 11806, 12089.37, 12075.41, 12177.29, 12211.41, 12158.93, 12155.27, 12118.04, 12140.4,
    12074.39
  };

  /** Gunther, Guerrilla Capacity Planning: SPEC SDM91 on a Sun SPARCcenter 2000. */
  private static final double[][] SPEC_SDM91 = {
    {1, 64.9}, {18, 995.9}, {36, 1652.4}, {72, 1853.2}, {108, 1828.9}, {144, 1775.0}, {216, 1702.2}
  };

  @Test
  void theBooksParametersFollowFromItsCiscoMeasurements() {
    List<ScalabilityFit.Point> points = new ArrayList<>();
    for (int n = 1; n <= CISCO.length; n++) {
      points.add(new ScalabilityFit.Point(n, CISCO[n - 1]));
    }

    ScalabilityFit fit = ScalabilityFit.of(points);

    assertThat(fit.sigma().estimate()).isCloseTo(0.02671591, Percentage.withPercentage(0.02));
    assertThat(fit.kappa().estimate()).isCloseTo(7.690945e-4, Percentage.withPercentage(0.02));
    assertThat(fit.lambda().estimate()).isCloseTo(995.6486, Percentage.withPercentage(0.02));
    assertThat(fit.peak().orElseThrow()).isCloseTo(35.57, within(0.05));
    assertThat(fit.throughputAt(35).orElseThrow()).isCloseTo(12_341, within(2.0));
    assertThat(fit.rSquared()).isCloseTo(0.9972, within(0.0005));
    assertThat(fit.isDetermined()).isTrue();
  }

  @Test
  void thePublishedParametersOfSpecSdm91AreReproduced() {
    List<ScalabilityFit.Point> points = new ArrayList<>();
    for (double[] row : SPEC_SDM91) {
      points.add(new ScalabilityFit.Point(row[0], row[1]));
    }

    ScalabilityFit fit = ScalabilityFit.of(points);

    assertThat(fit.sigma().estimate()).isCloseTo(0.02772986, Percentage.withPercentage(0.05));
    assertThat(fit.kappa().estimate()).isCloseTo(1.0434e-4, Percentage.withPercentage(0.1));
    assertThat(fit.lambda().estimate()).isCloseTo(89.98778, Percentage.withPercentage(0.05));
    assertThat(fit.peak().orElseThrow()).isCloseTo(96.5, within(0.2));
  }

  @Property(tries = 80)
  void knownParametersAreRecovered(
      @ForAll @DoubleRange(min = 0, max = 0.3) double sigma,
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double tenKappa,
      @ForAll @DoubleRange(min = 1, max = 5_000) double lambda) {
    double kappa = tenKappa / 10;
    List<ScalabilityFit.Point> points = new ArrayList<>();
    for (int n = 1; n <= 24; n++) {
      points.add(point(n, sigma, kappa, lambda, 0));
    }

    ScalabilityFit fit = ScalabilityFit.of(points);

    assertThat(fit.sigma().estimate()).isCloseTo(sigma, within(1e-4));
    assertThat(fit.kappa().estimate()).isCloseTo(kappa, within(1e-5));
    assertThat(fit.lambda().estimate()).isCloseTo(lambda, Percentage.withPercentage(0.1));
  }

  @Test
  void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(4);
    int held = 0;
    int fits = 400;
    for (int i = 0; i < fits; i++) {
      List<ScalabilityFit.Point> points = new ArrayList<>();
      for (int n = 1; n <= 16; n++) {
        points.add(point(n, 0.05, 0.002, 100, 8 * random.nextGaussian()));
      }
      ScalabilityFit.Parameter sigma = ScalabilityFit.of(points).sigma();
      held += sigma.low() <= 0.05 && 0.05 <= sigma.high() ? 1 : 0;
    }

    assertThat(held / (double) fits).isBetween(0.9, 0.99);
  }

  @Test
  void theLowerEndOfAThroughputLiesBelowTheTruthAboutAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(5);
    int below = 0;
    int fits = 400;
    double truth = point(12, 0.05, 0.002, 100, 0).throughput();
    for (int i = 0; i < fits; i++) {
      List<ScalabilityFit.Point> points = new ArrayList<>();
      for (int n = 1; n <= 8; n++) {
        points.add(point(n, 0.05, 0.002, 100, 4 * random.nextGaussian()));
      }
      ScalabilityFit fit = ScalabilityFit.of(points);
      double least = fit.leastThroughputAt(12).orElseThrow();
      assertThat(least).isLessThanOrEqualTo(fit.throughputAt(12).orElseThrow());
      below += least <= truth ? 1 : 0;
    }

    assertThat(below / (double) fits).as("97.5 % of one side").isGreaterThan(0.92);
  }

  private static ScalabilityFit.Point point(
      int n, double sigma, double kappa, double lambda, double noise) {
    double denominator = 1 + sigma * (n - 1) + kappa * n * (n - 1.0);
    return new ScalabilityFit.Point(n, Math.max(1e-3, lambda * n / denominator + noise));
  }

  @Test
  void nothingIsSaidFarBeyondWhatWasMeasured() {
    List<ScalabilityFit.Point> points = new ArrayList<>();
    for (int n = 1; n <= 6; n++) {
      points.add(point(n, 0.02, 0.0001, 50, 0));
    }

    ScalabilityFit fit = ScalabilityFit.of(points);

    assertThat(fit.limit()).isEqualTo(12);
    assertThat(fit.throughputAt(12)).isPresent();
    assertThat(fit.throughputAt(13)).isEmpty();
    assertThat(fit.leastThroughputAt(13)).isEmpty();
    assertThat(fit.peak()).as("it lies at about 99").isEmpty();
  }

  @Test
  void throughputsThatSomethingElseCapsDetermineNoLaw() {
    // as they were recorded: the service behind the stage is full with three consumers
    List<ScalabilityFit.Point> points =
        List.of(
            new ScalabilityFit.Point(1, 71),
            new ScalabilityFit.Point(2, 141),
            new ScalabilityFit.Point(3, 200),
            new ScalabilityFit.Point(4, 199));

    assertThat(ScalabilityFit.of(points).isDetermined()).isFalse();
  }

  @Test
  void threePointsAreRefused() {
    List<ScalabilityFit.Point> points =
        List.of(point(1, 0, 0, 1, 0), point(2, 0, 0, 1, 0), point(3, 0, 0, 1, 0));

    assertThatThrownBy(() -> ScalabilityFit.of(points))
        .hasMessageContaining("at least 4 points are needed, there are 3");
  }
}
