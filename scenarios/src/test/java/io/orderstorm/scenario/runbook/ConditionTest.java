package io.orderstorm.scenario.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final PipelineView VIEW = new View(Duration.ofMillis(600));

  private static final class View implements PipelineView {
    private final Duration lagAge;

    private View(Duration lagAge) {
      this.lagAge = lagAge;
    }

    @Override
    public Set<String> alerts() {
      return Set.of("payment-lag");
    }

    @Override
    public Map<String, Long> lag() {
      return Map.of("payment", 120L);
    }

    @Override
    public Duration lagAge() {
      return lagAge;
    }

    @Override
    public Map<String, Long> openLetters() {
      return Map.of("inventory", 0L);
    }

    @Override
    public Set<String> faults() {
      return Set.of();
    }

    @Override
    public Set<String> releases() {
      return Set.of("payment");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "alert payment-lag is on, true",
    "alert payment-lag is off, false",
    "alert inventory-lag is off, true",
    "fault outage is off, true",
    "fault outage is on, false",
    "release payment is on, true",
    "release inventory is off, true",
    "lag payment < 120, false",
    "lag payment < 121, true",
    "lag payment > 119, true",
    "dead-letters inventory < 1, true",
    "dead-letters inventory > 0, false"
  })
  void holdsOrNot(String text, boolean holds) {
    assertThat(Condition.parse(text).look(VIEW).holds()).isEqualTo(holds);
  }

  @Test
  void aFindingSaysWhatWasSeen() {
    assertThat(Condition.parse("lag payment < 10").look(VIEW).seen())
        .isEqualTo("lag of payment is 120");
    assertThat(Condition.parse("alert x is on").look(VIEW).seen())
        .isEqualTo("alerts on: payment-lag");
    assertThat(Condition.parse("fault x is on").look(VIEW).seen()).isEqualTo("no fault is on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lag payment < 1000", "lag payment > 1"})
  void aLagThatTheBrokersToldLongAgoIsNotKnown(String text) {
    Condition condition = Condition.parse(text);

    assertThat(condition.look(new View(Duration.ofMillis(2_900))).holds()).isTrue();
    Condition.Finding late = condition.look(new View(Duration.ofMillis(7_300)));
    assertThat(late.holds()).isFalse();
    assertThat(late.seen())
        .isEqualTo("lag of payment is not known since 7 s: the brokers do not tell it; it was 120");
  }

  @Test
  void deadLettersAreNotAskedOfTheBrokers() {
    View late = new View(Duration.ofMinutes(1));

    assertThat(Condition.parse("dead-letters inventory < 1").look(late).holds()).isTrue();
    assertThat(Condition.parse("lag inventory < 10").look(late).seen())
        .isEqualTo("the brokers do not tell the lag of inventory");
  }

  @Test
  void whatTheBrokersDoNotTellDoesNotHold() {
    assertThat(Condition.parse("lag inventory < 10").look(VIEW).holds()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alert x", "lag payment <= 3", "lag payment < -1", "alert x is gone"})
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Condition.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alert NAME is on|off");
  }
}
