package io.orderstorm.scenario.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final PipelineView VIEW =
      new PipelineView() {
        @Override
        public Set<String> alerts() {
          return Set.of("payment-lag");
        }

        @Override
        public Map<String, Long> lag() {
          return Map.of("payment", 120L);
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
      };

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orderstorm dlq list",
        "orderstorm dlq list --json | grep -c 'a > b' && echo \"it is ${NAME}\"",
        "sort -rn runs | uniq -c -f 1",
        "date -Iseconds",
        "curl -fsS -o /dev/null -w '%{http_code} -o' http://localhost:8080/orders",
        "curl -s \"$ORDERSTORM_PIPELINE\" || true_is_not_needed | cat"
      })
  void programsThatLookAreAllowed(String line) {
    if (line.contains("true_is")) {
      assertThatThrownBy(() -> ShellLine.require(line)).hasMessageContaining("true_is_not_needed");
    } else {
      assertThat(ShellLine.require(line)).isEqualTo(line);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf /tmp/x",
        "orderstorm dlq list > out.txt",
        "orderstorm dlq list; rm x",
        "echo $(rm x)",
        "echo `rm x`",
        "echo \"$(rm x)\"",
        "cat x & rm y",
        "orderstorm dlq list | xargs rm",
        "echo 'a",
        "sort -o /etc/hosts runs",
        "sort -uo out",
        "sort \"-o\" out",
        "sort -\"o\" out",
        "sort --output=out runs",
        "curl -X DELETE http://localhost:8080/orders",
        "curl -sd x http://localhost:8080/orders",
        "curl -o out http://localhost:8080/orders",
        "curl --request POST http://localhost:8080/orders",
        "uniq in out",
        "date -s 12:00",
        "date -us 12:00",
        // bash ends the quotes elsewhere, and does the rm
        "echo \"\\\" | grep \"; rm -rf x; echo \"\"\\\"",
        "echo $'\\' | grep '; rm -rf x; echo '$'\\'",
        ""
      })
  void nothingElseIs(String line) {
    assertThatThrownBy(() -> ShellLine.require(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
