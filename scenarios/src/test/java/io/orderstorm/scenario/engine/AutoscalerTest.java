package io.orderstorm.scenario.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.scenario.model.Scaling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoscalerTest {

  private static final Scaling SCALING =
      new Scaling(
          4, 300, 30, Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(4), 1);

  private final Autoscaler scaler = new Autoscaler(SCALING, 1);

  @Test
  void addsOneAfterTheLagHasHeldAndThenOnePerCooldownUpToTheMost() {
    var changes = new ArrayList<String>();

    for (int half = 0; half < 60; half++) {
      read(half, 1_000, changes);
    }

    // 1 s of lag, then every 4 s, and none beyond four consumers
    assertThat(changes).containsExactly("1.0s 2", "5.0s 3", "9.0s 4");
  }

  @Test
  void takesAwayAgainDownToWhatTheStageBeganWith() {
    var changes = new ArrayList<String>();
    for (int half = 0; half < 12; half++) {
      read(half, 1_000, changes);
    }
    changes.clear();

    for (int half = 12; half < 60; half++) {
      read(half, 0, changes);
    }

    // below since 6 s, which has to last for 6 s
    assertThat(changes).containsExactly("12.0s 2", "16.0s 1");
  }

  @Test
  void aLagThatComesAndGoesChangesNothing() {
    var changes = new ArrayList<String>();

    for (int half = 0; half < 60; half++) {
      read(half, half % 2 == 0 ? 1_000 : 100, changes);
    }

    assertThat(changes).isEmpty();
  }

  @Test
  void betweenBothThresholdsNothingChanges() {
    var changes = new ArrayList<String>();

    for (int half = 0; half < 60; half++) {
      read(half, 300, changes);
      read(half, 30, changes);
    }

    assertThat(changes).isEmpty();
  }

  private void read(int half, long lag, List<String> changes) {
    scaler
        .read(half * 500_000_000L, lag)
        .ifPresent(consumers -> changes.add(half / 2.0 + "s " + consumers));
  }
}
