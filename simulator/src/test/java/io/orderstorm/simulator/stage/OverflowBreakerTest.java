package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverflowBreakerTest {

  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private final OverflowBreaker breaker =
      new OverflowBreaker(Optional.of(new DeadLetterLimit(0.5, 4, Duration.ofNanos(PAUSE))));

  private boolean concluded(boolean... deadLetters) {
    boolean opened = false;
    for (boolean dead : deadLetters) {
      opened = breaker.concluded(dead, 0);
    }
    return opened;
  }

  @Test
  void fewerEventsThanItCountsOverTellNothing() {
    assertThat(concluded(true, true, true)).isFalse();
    assertThat(concluded(true)).isTrue();
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void theShareItselfIsAllowedAndOnlyTheLastEventsCount() {
    assertThat(concluded(true, true, false, false)).isFalse();
    assertThat(concluded(false, true)).as("of the last four one").isFalse();
    assertThat(concluded(true)).as("two").isFalse();
    assertThat(concluded(true)).as("three").isTrue();
  }

  @Test
  void afterItsPauseItCountsAnew() {
    concluded(true, true, true, true);

    assertThat(breaker.ends(PAUSE - 1)).isFalse();
    assertThat(breaker.concluded(true, PAUSE - 1)).as("was under way").isFalse();
    assertThat(breaker.ends(PAUSE)).isTrue();
    assertThat(breaker.ends(PAUSE)).as("once").isFalse();
    assertThat(breaker.isOpen()).isFalse();
    assertThat(concluded(true, true, true)).isFalse();
    assertThat(concluded(true)).isTrue();
  }

  @Test
  void withoutALimitItNeverOpens() {
    var never = new OverflowBreaker(Optional.empty());
    for (int count = 0; count < 1_000; count++) {
      assertThat(never.concluded(true, count)).isFalse();
    }
    assertThatThrownBy(() -> new DeadLetterLimit(1.2, 4, Duration.ofSeconds(1)))
        .hasMessageContaining("a share between 0 and 1");
  }
}
