package io.orderstorm.scenario.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.fault.MessageFault;
import io.orderstorm.report.record.Injection;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.intake.OrderSource;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoisonRecordsTest {
  private static final OrderProfile PROFILE = OrderProfile.ofSeed(3);
  private static final MessageFault FAULT =
      new MessageFault(
          "poison",
          Duration.ZERO,
          Duration.ofSeconds(1),
          EnumSet.allOf(MessageFault.Kind.class),
          new MessageFault.Count(1),
          "orders");

  private final PoisonRecords records = new PoisonRecords(FAULT, PROFILE);

  @ParameterizedTest
  @EnumSource(MessageFault.Kind.class)
  void everyRecordIsMarkedAndSaysTheSameEveryTime(MessageFault.Kind kind) {
    var record = records.record(kind, 5, 2);
    var again = new PoisonRecords(FAULT, PROFILE).record(kind, 5, 2);

    assertThat(record.topic()).isEqualTo("orders");
    assertThat(record.headers().lastHeader(EventHeaders.INJECTED).value())
        .asString()
        .isEqualTo("poison");
    assertThat(record.headers().lastHeader(EventHeaders.SYNTHETIC)).isNotNull();
    assertThat(again.key()).isEqualTo(record.key());
    assertThat(again.value()).isEqualTo(record.value());
    assertThat(record.key() == null).isEqualTo(kind == MessageFault.Kind.NULL_KEY);
    assertThat(record.value() == null).isEqualTo(kind == MessageFault.Kind.TOMBSTONE);
  }

  @Test
  void aDuplicateIsTheOrderItselfUnderItsOwnKey() {
    var placed = new OrderSource(new OrderGenerator(PROFILE)).placed(42);

    var record = records.record(MessageFault.Kind.DUPLICATE_EVENT_ID, 5, 42);

    assertThat(record.key()).isEqualTo(placed.key());
    assertThat(record.value()).isEqualTo(placed.value());
  }

  @Test
  void whatComesLateIsAnAmendmentOfTheOrderUnderItsKeyAndNoFurtherOn() throws Exception {
    var placed = new OrderSource(new OrderGenerator(PROFILE)).placed(42);

    var record = records.record(MessageFault.Kind.OUT_OF_ORDER, 5, 42);

    var event = EventCodec.peek(record.value());
    assertThat(record.key()).isEqualTo(placed.key());
    assertThat(event.type()).isEqualTo(EventType.ORDER_AMENDED);
    assertThat(event.orderNumber()).isEqualTo(42);
    assertThat(EventHeaders.number(record.headers(), EventHeaders.KEY_SEQUENCE, -1)).isZero();
  }

  @Test
  void onlyPoisonThatActsOnItsReadersSaysHow() {
    assertThat(mark(MessageFault.Kind.CRASH_POISON)).hasValue("crash");
    assertThat(mark(MessageFault.Kind.SLOW_POISON)).hasValue("slow 300");
    assertThat(mark(MessageFault.Kind.DEEP_NESTING)).isEmpty();
  }

  private Optional<String> mark(MessageFault.Kind kind) {
    return EventHeaders.text(records.record(kind, 5, 2).headers(), EventHeaders.POISON);
  }

  @ParameterizedTest
  @EnumSource(MessageFault.Kind.class)
  void whatIsExpectedOfAKindCanBeJournalled(MessageFault.Kind kind) {
    assertThat(PoisonInjection.expected(kind).name()).isEqualTo(kind.disposition().name());
    assertThat(PoisonInjection.expected(kind)).isInstanceOf(Injection.Disposition.class);
  }
}
