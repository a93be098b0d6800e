package io.orderstorm.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.replay.run.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BesideReplayTest {

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "CANCELLED"})
  void aReplayThatRanUntilItWasToldToEndIsNoDoubt(Outcome.Kind kind) {
    assertThat(BesideReplay.doubt(ended(kind), null)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "PARTIALLY"})
  void aReplayThatDidNotCopyWhatItShouldIsADoubt(Outcome.Kind kind) {
    assertThat(BesideReplay.doubt(ended(kind), null)).hasValueSatisfying(this::saysWhy);
  }

  @Test
  void whateverEndedAReplayIsADoubt() {
    assertThat(BesideReplay.doubt(null, "the brokers are gone"))
        .contains("a replay could not go on: the brokers are gone");
  }

  @Test
  void aReplayThatSaysNothingOfItsEndIsADoubt() {
    assertThat(BesideReplay.doubt(null, null))
        .contains("a replay did not come to an end when it was told to");
  }

  private void saysWhy(String doubt) {
    assertThat(doubt).endsWith(": because");
  }

  private static Outcome ended(Outcome.Kind kind) {
    return new Outcome("plan", kind, 10, 5, null, "because", null);
  }
}
