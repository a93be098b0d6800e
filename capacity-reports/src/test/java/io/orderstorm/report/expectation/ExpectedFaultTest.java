package io.orderstorm.report.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.ExpectedFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedFaultTest {

  @ParameterizedTest
  @CsvSource({
    "PROCESS, broker-1, true",
    "PROCESS, brokers, true",
    "PROCESS, leader(orders/0), true",
    "PROCESS, controller, true",
    "PROCESS, consumer(payment), false",
    "LINK, brokers -> broker-2, true",
    "LINK, producer -> brokers, false",
    "MESSAGE, orders, false",
    "DOWNSTREAM, warehouse, false"
  })
  void aFaultThatKeepsRecordsFromBeingSeenExcusesTheObserver(
      Kind kind, String target, boolean brokersAway) {
    assertThat(new ExpectedFault("f", kind, target, "").hitsBroker()).isEqualTo(brokersAway);
  }

  @Test
  void aMessageInterruptsOnlyIfConsumersDieOfIt() {
    assertThat(new ExpectedFault("f", Kind.MESSAGE, "orders", "").interrupts()).isFalse();
    assertThat(new ExpectedFault("f", Kind.KILLING_MESSAGE, "orders", "").interrupts()).isTrue();
    assertThat(Kind.KILLING_MESSAGE.spelling()).isEqualTo("message");
  }
}
