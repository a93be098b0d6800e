package io.orderstorm.report.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RateSearchTest {

  private static RateSearch search(double first) {
    return new RateSearch(new RateSearch.Settings(first, 1, 100_000, 0.02, 40));
  }

  @Property(tries = 200)
  void anyLimitIsFoundFromAnyStart(
      @ForAll @DoubleRange(min = 20, max = 20_000) double limit,
      @ForAll @DoubleRange(min = 10, max = 50_000) double first) {
    RateSearch search = search(first);

    while (search.next().isPresent()) {
      search.answered(answer(search.next().getAsDouble() <= limit));
    }

    RateSearch.Result found = search.result();
    assertThat(found.converged()).isTrue();
    assertThat(found.low()).isLessThanOrEqualTo(limit * 1.0005);
    assertThat(found.high()).isGreaterThanOrEqualTo(limit * 0.9995);
    assertThat(Math.abs(found.rate() / limit - 1)).isLessThan(0.03);
    assertThat(search.steps()).hasSizeLessThan(36);
  }

  @Test
  void theIntervalHoldsTheLimitEvenIfOneAnswerInTwentyIsWrong() {
    SplittableRandom random = new SplittableRandom(9);
    int held = 0;
    int searches = 500;
    for (int i = 0; i < searches; i++) {
      double limit = 300 + 900 * random.nextDouble();
      RateSearch search = search(400);
      while (search.next().isPresent()) {
        boolean right = random.nextDouble() >= 0.05;
        search.answered(answer(search.next().getAsDouble() <= limit == right));
      }
      RateSearch.Result found = search.result();
      held += found.low() <= limit && limit <= found.high() ? 1 : 0;
    }

    assertThat(held / (double) searches).isGreaterThan(0.9);
  }

  @Test
  void aRateThatCanNotBeMeasuredIsAskedAgainAndThenLimitsTheSearch() {
    RateSearch search = search(100);
    search.answered(Judged.Answer.SUSTAINED);
    search.answered(Judged.Answer.INVALID);
    search.answered(Judged.Answer.INVALID);
    assertThat(search.next()).hasValue(150);

    search.answered(Judged.Answer.INVALID);

    assertThat(search.next().getAsDouble()).isBetween(100.0, 150.0);
    assertThat(search.result().limitedByHarness()).isTrue();
  }

  @Test
  void whatCouldNotBeMeasuredOnABusyMachineIsForgottenOnceMoreIsSustained() {
    double limit = 200;
    RateSearch search = search(150);
    for (int i = 0; i < 6; i++) {
      search.answered(Judged.Answer.INVALID); // at 150 and at 100
    }
    while (search.next().isPresent()) {
      search.answered(answer(search.next().getAsDouble() <= limit));
    }

    assertThat(search.result().limitedByHarness()).isFalse();
    assertThat(Math.abs(search.result().rate() / limit - 1)).isLessThan(0.03);
  }

  @Test
  void whatCouldNotBeMeasuredAboveARateThatWasSeenToFailLimitsNothing() {
    double limit = 60;
    RateSearch search = search(150);
    for (int i = 0; i < 3; i++) {
      search.answered(Judged.Answer.INVALID); // at 150
    }
    while (search.next().isPresent()) {
      search.answered(answer(search.next().getAsDouble() <= limit));
    }

    RateSearch.Result found = search.result();
    assertThat(found.limitedByHarness()).as("at 100/s it was the pipeline").isFalse();
    assertThat(found.isOpen()).isFalse();
    assertThat(Math.abs(found.sustained() / limit - 1)).isLessThan(0.03);
  }

  @Test
  void whatCouldNotBeMeasuredRightBelowARateThatWasSeenToFailLimitsNothing() {
    RateSearch search = new RateSearch(new RateSearch.Settings(100, 1, 1_000, 0.02, 40));
    search.answered(Judged.Answer.SUSTAINED); // 100
    while (search.next().isPresent()) {
      double rate = search.next().getAsDouble();
      search.answered(
          rate <= 120
              ? Judged.Answer.SUSTAINED
              : rate <= 121 ? Judged.Answer.INVALID : Judged.Answer.NOT_SUSTAINED);
    }

    assertThat(search.result().limitedByHarness()).isFalse();
    assertThat(search.result().sustained()).isCloseTo(120, within(3.0));
  }

  @Test
  void whereTheMeasurementGaveOutFirstNoMoreIsPromisedThanAProbeBore() {
    RateSearch search = search(100);
    search.answered(Judged.Answer.SUSTAINED);
    while (search.next().isPresent()) {
      search.answered(
          search.next().getAsDouble() <= 120 ? Judged.Answer.SUSTAINED : Judged.Answer.INVALID);
    }

    RateSearch.Result found = search.result();
    assertThat(found.isOpen()).isTrue();
    assertThat(found.sustained()).isEqualTo(found.highestSustained()).isLessThanOrEqualTo(120);
  }

  @Test
  void aSearchThatMayNotGoHigherSaysThatItsLimitIsOpen() {
    RateSearch search = new RateSearch(new RateSearch.Settings(100, 10, 150, 0.02, 20));
    search.answered(Judged.Answer.SUSTAINED);
    search.answered(Judged.Answer.SUSTAINED);

    assertThat(search.next()).isEmpty();
    assertThat(search.result().rate()).isEqualTo(150);
    assertThat(search.result().high()).isInfinite();
    assertThat(search.result().converged()).isFalse();
  }

  @Test
  void aPipelineThatSustainsNothingEndsTheSearchAtTheLeastRate() {
    RateSearch search = new RateSearch(new RateSearch.Settings(100, 50, 1_000, 0.02, 20));
    while (search.next().isPresent()) {
      search.answered(Judged.Answer.NOT_SUSTAINED);
    }

    assertThat(search.result().rate()).isZero();
    assertThat(search.result().high()).isEqualTo(50);
  }

  private static Judged.Answer answer(boolean sustained) {
    return sustained ? Judged.Answer.SUSTAINED : Judged.Answer.NOT_SUSTAINED;
  }
}
