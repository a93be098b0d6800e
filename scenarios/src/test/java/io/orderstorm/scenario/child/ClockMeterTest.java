package io.orderstorm.scenario.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClockMeterTest {

  private static final long MILLI = 1_000_000;

  private long wall;
  private long monotonic;
  private long heldUp;
  private final ClockMeter meter =
      new ClockMeter(
          () -> wall,
          () -> {
            monotonic += heldUp;
            return monotonic;
          });

  @Test
  void clocksThatGoTogetherHaveNoStep() {
    for (int look = 0; look < 10; look++) {
      pass(500);
      assertThat(meter.stepMillis()).isEmpty();
    }
  }

  @Test
  void aStepIsToldOnceWithItsSign() {
    meter.stepMillis();
    pass(500);
    wall -= 400 * MILLI;

    assertThat(meter.stepMillis()).isEqualTo(OptionalLong.of(-400));
    pass(500);
    assertThat(meter.stepMillis()).isEmpty();
  }

  @Test
  void slewingIsNoStep() {
    meter.stepMillis();
    for (int look = 0; look < 100; look++) {
      pass(500);
      wall += MILLI / 4;
      assertThat(meter.stepMillis()).isEmpty();
    }
  }

  @Test
  void aThreadThatIsHeldUpWhileItLooksTellsNothing() {
    meter.stepMillis();
    heldUp = 80 * MILLI;

    assertThat(meter.stepMillis()).isEmpty();
    heldUp = 0;
    wall = monotonic;
    meter.stepMillis();
    assertThat(meter.stepMillis()).isEmpty();
  }

  private void pass(long millis) {
    wall += millis * MILLI;
    monotonic += millis * MILLI;
  }
}
