package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(1));

  @Test
  void theWaitDoublesUntilItsLimit() {
    assertThat(policy.backoff(1)).isEqualTo(Duration.ofMillis(200));
    assertThat(policy.backoff(2)).isEqualTo(Duration.ofMillis(400));
    assertThat(policy.backoff(3)).isEqualTo(Duration.ofMillis(800));
    assertThat(policy.backoff(4)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.backoff(5_000)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void noAttemptAtAllIsNoPolicy() {
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
        .hasMessage("attempts must be at least 1, not 0");
  }
}
