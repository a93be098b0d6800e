package io.orderstorm.report.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationsTest {

  @ParameterizedTest
  @CsvSource({
    "p50,50,20",
    "p90,90,100",
    "p99,99,1000",
    "p999,99.9,10000",
    "p99.9,99.9,10000",
    "p9999,99.99,100000"
  })
  void aPercentileKnowsHowManyOrdersItNeeds(String text, double value, long orders) {
    Percentile percentile = Percentile.parse(text);

    assertThat(percentile.value()).isCloseTo(value, within(1e-9));
    assertThat(percentile.leastOrders()).isEqualTo(orders);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "p", "p100.0", "p0", "median", "p-1"})
  void whatIsNoPercentileIsRefused(String text) {
    assertThatThrownBy(() -> Percentile.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static LoadShape rampsAndSteps() {
    return new LoadShape(
        List.of(
            point(0, 100),
            point(10, 100),
            point(20, 300),
            point(20, 1000),
            point(25, 1000),
            point(25, 300),
            point(30, 300)),
        Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10_000, 12_345, 20_000, 24_999, 25_000, 29_999})
  void aLoadThatIsCutIsTheSameUpToThere(int millis) {
    LoadShape whole = rampsAndSteps();
    Duration end = Duration.ofMillis(millis);

    LoadShape cut = whole.until(end);

    assertThat(cut.duration()).isEqualTo(end);
    assertThat(cut.warmup()).isEqualTo(whole.warmup());
    assertThat(cut.rateAt(end.plusMillis(1))).isZero();
    for (int to = 0; to <= 30_000; to += 250) {
      Duration until = Duration.ofMillis(Math.min(to, millis));
      assertThat(cut.ordersBetween(Duration.ZERO, Duration.ofMillis(to)))
          .isCloseTo(whole.ordersBetween(Duration.ZERO, until), within(1e-6));
    }
  }

  @Test
  void aLoadThatEndsBeforeItIsCutStaysWhole() {
    assertThat(rampsAndSteps().until(Duration.ofSeconds(31))).isEqualTo(rampsAndSteps());
    assertThat(rampsAndSteps().until(Duration.ofSeconds(30)).duration())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aLoadIsIntegratedOverRampsAndSteps() {
    LoadShape load = rampsAndSteps();

    assertThat(load.ordersBetween(Duration.ZERO, load.duration()))
        .isCloseTo(1000 + 2000 + 5000 + 1500, within(1e-6));
    assertThat(load.ordersBetween(Duration.ofSeconds(12), Duration.ofSeconds(14)))
        .isCloseTo(2 * 160, within(1e-6));
    assertThat(load.rateAt(Duration.ofSeconds(15))).isCloseTo(200, within(1e-9));
    assertThat(load.rateAt(Duration.ofSeconds(22))).isEqualTo(1000);
    assertThat(load.rateAt(Duration.ofSeconds(31))).isZero();
    assertThat(load.duration()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theSlipLimitIsATenthOfTheTightestLatencyObjectiveAndNeverBelowFiftyMilliseconds() {
    assertThat(limits(2000).slip()).isEqualTo(Duration.ofMillis(200));
    assertThat(limits(300).slip()).isEqualTo(Duration.ofMillis(50));
    assertThat(ValidityLimits.forObjectives(Objectives.none()).slip())
        .isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void theStallLimitIsTwiceTheP99ObjectiveAndNeverBelowASecond() {
    assertThat(payment(2000).stallLimitOf("payment")).isEqualTo(Duration.ofSeconds(4));
    assertThat(payment(200).stallLimitOf("payment")).isEqualTo(Duration.ofSeconds(1));
    assertThat(payment(2000).stallLimitOf("fulfilment")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anObjectiveOnAnUnknownStageIsRefusedByItsName() {
    Objectives objectives =
        new Objectives(
            List.of(new Objectives.Recovery("shipping", null, 0L)),
            List.of(),
            List.of(),
            false,
            false,
            null);
    RunIdentity run = new RunIdentity("id", "s", "t", "q", "o", "live", "embedded", 1, "c");
    LoadShape load = LoadShape.constant(10, Duration.ofSeconds(10), Duration.ZERO);

    assertThatThrownBy(
            () ->
                Expectations.of(
                    run, Topology.reference(), load, Duration.ofSeconds(10), objectives, List.of()))
        .hasMessageContaining("'shipping'")
        .hasMessageContaining("payment");
  }

  private static LoadShape.Point point(long second, double rate) {
    return new LoadShape.Point(Duration.ofSeconds(second), rate);
  }

  private static ValidityLimits limits(long millis) {
    return ValidityLimits.forObjectives(payment(millis));
  }

  private static Objectives payment(long millis) {
    return new Objectives(
        List.of(),
        List.of(
            new Objectives.Latency(
                "payment", new Percentile(99), Duration.ofMillis(millis), false)),
        List.of(),
        false,
        false,
        null);
  }
}
