package io.orderstorm.simulator.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServiceTimeTest {
  private static final int DRAWS = 200_000;

  @Test
  void aLognormalTimeHasItsMedianAndItsP99() {
    long[] times = draw(ServiceTime.lognormal(Duration.ofMillis(8), Duration.ofMillis(40)));

    assertThat(times[DRAWS / 2] / 1e6).isCloseTo(8, within(0.2));
    assertThat(times[DRAWS * 99 / 100] / 1e6).isCloseTo(40, within(1.5));
  }

  @Test
  void anExponentialTimeHasItsMean() {
    long[] times = draw(ServiceTime.exponential(Duration.ofMillis(10)));

    assertThat(Arrays.stream(times).average().orElseThrow() / 1e6).isCloseTo(10, within(0.2));
  }

  @Test
  void aP99BelowTheMedianIsRefused() {
    assertThatThrownBy(() -> ServiceTime.lognormal(Duration.ofMillis(8), Duration.ofMillis(4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMillionKeysAreToldApart() {
    var known = new KnownKeys();
    var random = new SplittableRandom(1);
    for (int n = 0; n < 1_000_000; n++) {
      known.remember(new UUID(random.nextLong(), n), 200 + n % 3);
    }

    random = new SplittableRandom(1);
    for (int n = 0; n < 1_000_000; n++) {
      long high = random.nextLong();
      assertThat(known.answer(new UUID(high, n))).isEqualTo(200 + n % 3);
      assertThat(known.answer(new UUID(high, -n - 1L))).isZero();
    }
  }

  private static long[] draw(ServiceTime time) {
    var random = new SplittableRandom(7);
    long[] times = new long[DRAWS];
    Arrays.setAll(times, index -> time.nanos(random));
    Arrays.sort(times);
    return times;
  }
}
