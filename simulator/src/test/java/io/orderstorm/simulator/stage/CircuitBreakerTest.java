package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final long PROBE_NANOS = 1_000;
  private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofNanos(PROBE_NANOS));

  @Test
  void opensOnlyWhenFailuresFollowOneAnother() {
    breaker.failed(1);
    breaker.failed(2);
    breaker.answered(2, 3);
    breaker.failed(4);
    assertThat(breaker.failed(5)).isFalse();
    assertThat(breaker.isOpen()).isFalse();

    assertThat(breaker.failed(6)).isTrue();
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.failed(7)).as("opens once").isFalse();
  }

  @Test
  void anAnswerToACallFromBeforeItOpenedDoesNotCloseIt() {
    openAt(10);

    assertThat(breaker.answered(9, 11)).isFalse();
    assertThat(breaker.isOpen()).isTrue();

    assertThat(breaker.answered(12, 13)).isTrue();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void letsOneProbeThroughAtATimeAndOnlyAfterAWhile() {
    openAt(10);

    assertThat(breaker.mayProbe(11)).isFalse();
    assertThat(breaker.mayProbe(10 + PROBE_NANOS)).isTrue();
    assertThat(breaker.mayProbe(10 + PROBE_NANOS)).isFalse();

    breaker.probeEnded(2_000);
    assertThat(breaker.mayProbe(2_001)).isFalse();
    assertThat(breaker.mayProbe(2_000 + PROBE_NANOS)).isTrue();
  }

  @Test
  void aClosedCircuitNeedsNoProbe() {
    assertThat(breaker.mayProbe(Long.MAX_VALUE)).isFalse();
  }

  private void openAt(long nanos) {
    for (int failure = 0; failure < 3; failure++) {
      breaker.failed(nanos);
    }
  }
}
