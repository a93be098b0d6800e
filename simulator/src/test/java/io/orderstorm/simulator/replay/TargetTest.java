package io.orderstorm.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  /** A plan's file must be one rendering of its content, or it is no plan. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"topic\",\"name\":\"again\",\"partitioning\":\"KEY\"}",
        "{\"kind\":\"origin\"}",
        "{\"kind\":\"stage\"}",
        "{\"group\":\"payment\",\"kind\":\"lane\"}",
        "{\"group\":\"payment\",\"kind\":\"correction\",\"revision\":3}"
      })
  void whatAPlanSaysOfItsTargetIsReadAsItWasWritten(String text) throws Exception {
    assertThat(CanonicalJson.text(CanonicalJson.parse(text, Target.class))).isEqualTo(text);
  }

  @Test
  void aRevisionThatNoRecordCanHoldIsRefused() {
    assertThatThrownBy(() -> new Target.Correction("payment", 0))
        .hasMessage("a correction's revision is from 1 to 65535, not 0");
    assertThatThrownBy(() -> new Target.Correction("payment", 65_536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
