package io.orderstorm.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.scenario.model.Arrivals;
import io.orderstorm.scenario.model.Load;
import io.orderstorm.scenario.model.LoadStep;
import io.orderstorm.scenario.model.Rate;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void evenDeparturesDoNotDriftOverAnHour() {
    Departures departures = schedule(Arrivals.EVEN, hold(1000, 3600)).departures(1);

    long last = 0;
    for (int k = 0; k < 3_600_000; k++) {
      last = departures.nextNanos();
    }

    assertThat(last).isEqualTo(3_599_999_500_000L);
    assertThat(departures.nextNanos()).isEqualTo(Departures.END);
  }

  @Test
  void aSpikeReturnsToTheRateBeforeIt() {
    Schedule schedule =
        schedule(
            Arrivals.EVEN,
            hold(200, 10),
            new LoadStep.Spike(new Rate(1500), Duration.ofSeconds(5)),
            new LoadStep.Ramp(new Rate(400), Duration.ofSeconds(10)));

    assertThat(schedule.rateAt(Duration.ofSeconds(12)).perSecond()).isEqualTo(1500);
    assertThat(schedule.rateAt(Duration.ofSeconds(15)).perSecond()).isEqualTo(200);
    assertThat(schedule.rateAt(Duration.ofSeconds(20)).perSecond()).isEqualTo(300);
    assertThat(schedule.peak()).isEqualTo(new Rate(1500));
  }

  @Test
  void aDecayHalvesInEqualTimes() {
    Schedule schedule =
        schedule(
            Arrivals.EVEN, hold(800, 1), new LoadStep.Decay(new Rate(100), Duration.ofSeconds(30)));

    assertThat(schedule.rateAt(Duration.ofSeconds(11)).perSecond()).isCloseTo(400, within(1e-6));
    assertThat(schedule.rateAt(Duration.ofSeconds(21)).perSecond()).isCloseTo(200, within(1e-6));
  }

  @Property(tries = 200)
  void everyOrderLeavesWhereTheCumulativeRateSaysSo(@ForAll("loads") Load load) {
    Schedule schedule = Schedule.of(load);
    Departures departures = schedule.departures(1);

    long previous = -1;
    long count = 0;
    for (long at = departures.nextNanos(); at != Departures.END; at = departures.nextNanos()) {
      assertThat(at).isGreaterThanOrEqualTo(previous);
      assertThat(schedule.expectedOrdersBy(Duration.ofNanos(at)))
          .isCloseTo(count + 0.5, within(1e-3));
      previous = at;
      count++;
    }

    assertThat((double) count).isCloseTo(schedule.expectedOrders(), within(0.5001));
  }

  @Property(tries = 20)
  void poissonArrivalsHaveTheMeanOfTheLoadAndRepeatWithTheirSeed(@ForAll long seed) {
    Schedule schedule = schedule(Arrivals.POISSON, hold(1000, 20));

    long count = count(schedule.departures(seed));

    // six standard deviations
    assertThat((double) count).isCloseTo(20_000, within(6 * Math.sqrt(20_000)));
    assertThat(count(schedule.departures(seed))).isEqualTo(count);
  }

  @Provide
  Arbitrary<Load> loads() {
    Arbitrary<Rate> rates = Arbitraries.doubles().between(0.1, 300).map(Rate::new);
    Arbitrary<Duration> spans = Arbitraries.longs().between(1, 5_000).map(Duration::ofMillis);
    Arbitrary<LoadStep> steps =
        Arbitraries.oneOf(
            Combinators.combine(rates, spans).as(LoadStep.Hold::new),
            Combinators.combine(rates, spans).as(LoadStep.Ramp::new),
            Combinators.combine(rates, spans).as(LoadStep.Spike::new),
            Combinators.combine(rates, spans).as(LoadStep.Decay::new));
    return steps
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(list -> new Load(list, Arrivals.EVEN, Duration.ZERO));
  }

  private static Schedule schedule(Arrivals arrivals, LoadStep... steps) {
    return Schedule.of(new Load(List.of(steps), arrivals, Duration.ZERO));
  }

  private static LoadStep hold(double rate, long seconds) {
    return new LoadStep.Hold(new Rate(rate), Duration.ofSeconds(seconds));
  }

  private static long count(Departures departures) {
    long count = 0;
    while (departures.nextNanos() != Departures.END) {
      count++;
    }
    return count;
  }
}
