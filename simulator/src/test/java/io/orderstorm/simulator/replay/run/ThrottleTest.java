package io.orderstorm.simulator.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.ReplayFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Guard GUARD = new Guard("payment", 1_000, 500);

  private static List<Double> shares(long... lags) {
    var shares = new ArrayList<Double>();
    Throttle throttle = Throttle.OPEN;
    for (long lag : LongStream.of(lags).toArray()) {
      throttle = throttle.after(new LivePath(lag, 0, 0), GUARD);
      shares.add(throttle.share());
    }
    return shares;
  }

  @Test
  void lagThatStaysHighSlowsAndThenPauses() {
    assertThat(shares(1_001, 1_500, 9_000, 9_000, 9_000)).containsExactly(0.5, 0.25, 0.125, 0d, 0d);
  }

  @Test
  void lowLagGivesTheCeilingBackStepByStep() {
    assertThat(shares(2_000, 2_000, 2_000, 2_000, 500, 400, 0, 0, 0))
        .endsWith(0.125, 0.25, 0.5, 1d, 1d);
  }

  @Test
  void betweenTheMarksNothingChanges() {
    assertThat(shares(1_000, 2_000, 700, 1_000, 501)).containsExactly(1d, 0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void moreThanOneLateRecordInAHundredSlowsAndNoneAtAllEases() {
    var guard = new Guard("payment", 1_000, 500, Duration.ofSeconds(2));
    Throttle slowed = Throttle.OPEN.after(new LivePath(0, 500, 6), guard);

    assertThat(slowed.share()).isEqualTo(0.5);
    assertThat(slowed.after(new LivePath(0, 500, 5), guard)).as("p99 is kept").isEqualTo(slowed);
    assertThat(slowed.after(new LivePath(0, 500, 0), guard)).isEqualTo(Throttle.OPEN);
    assertThat(slowed.after(new LivePath(700, 500, 0), guard)).isEqualTo(slowed);
    assertThat(new LivePath(7, 500, 6).text(guard))
        .isEqualTo("lag of payment is 7; of 500 records that were due after 2000 ms, 6 were late");
  }

  @Test
  void aLivePathThatCanNotBeSeenPausesTheReplay() {
    var heard = new ArrayList<String>();
    try (var guard =
        new LiveGuard(
            GUARD,
            () -> {
              throw new ReplayFailedException("no answer");
            },
            (now, why) -> heard.add(now.share() + " " + why))) {
      assertThat(guard.throttle().isPaused()).isTrue();
    }
    assertThat(heard).containsExactly("0.0 the live path can't be seen: no answer");
  }
}
