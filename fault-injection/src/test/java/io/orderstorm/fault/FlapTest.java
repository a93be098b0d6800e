package io.orderstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlapTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void theFaultEndsWithItsLastFlap() {
    var flap = new Flap(SECOND, Ratio.ofPercent(30));

    assertThat(flap.count(millis(3_000))).isEqualTo(3);
    assertThat(flap.end(millis(3_000))).isEqualTo(millis(2_300));
    assertThat(flap.count(millis(3_100))).isEqualTo(4);
    assertThat(flap.end(millis(3_100))).isEqualTo(millis(3_100));
    assertThat(flap.end(millis(200))).isEqualTo(millis(200));
  }

  @Test
  void aFlappingLinkIsOneFaultRevertedAtTheEndOfItsLastFlap() {
    var fault =
        new LinkFault(
            "flaky",
            SECOND,
            millis(3_000),
            LinkSelector.parse("payment -> payment-provider"),
            List.of(LinkToxic.of(new Toxic.Outage(), ToxicStream.BOTH)),
            Optional.of(new Flap(SECOND, Ratio.ofPercent(30))));

    assertThat(fault.until()).isEqualTo(millis(3_300));
    assertThat(fault.describe())
        .isEqualTo(
            "payment -> payment-provider: connections are closed and refused; flapping, 300ms of every 1s");
  }

  @Test
  void impossibleFlapsAreRefused() {
    assertThatThrownBy(() -> new Flap(Duration.ZERO, Ratio.ofPercent(50)))
        .hasMessageContaining("period must be longer than 0");
    assertThatThrownBy(() -> new Flap(SECOND, Ratio.ALL)).hasMessageContaining("but is 100%");
    assertThatThrownBy(() -> new Flap(SECOND, Ratio.NONE)).hasMessageContaining("but is 0%");
    assertThatThrownBy(() -> new Flap(SECOND, Ratio.ofPercent(1)))
        .hasMessageContaining("at least 20ms, but 1% of 1s leaves less");
  }
}
