package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.stage.HandlingRecord.Choice;
import io.orderstorm.simulator.stage.HandlingRecord.Ending;
import io.orderstorm.simulator.store.Handled;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Says of a concluded delivery who handled it and what became of it. Stateless. */
final class HandlingNotes {

  private HandlingNotes() {}

  static HandlingRecord of(Delivery delivery, long nowNanos) {
    TopicPartition at = delivery.work().partition();
    Decision decision = delivery.decision();
    Conclusion conclusion = delivery.conclusion();
    return new HandlingRecord(
        nowNanos,
        at.topic(),
        at.partition(),
        delivery.offset(),
        delivery.isRetry(),
        false,
        delivery.orderNumber(),
        delivery.event().meta().eventId(),
        delivery.version(),
        decision == null ? null : decision.match(CHOICES),
        decision == null ? null : intended(decision),
        ending(conclusion),
        outcome(conclusion),
        nowNanos - delivery.turnNanos());
  }

  /** What the candidate would have done. */
  static HandlingRecord inShadow(
      ConsumerRecord<byte[], byte[]> record,
      EventMeta event,
      Decision decision,
      long nowNanos,
      long tookNanos) {
    return new HandlingRecord(
        nowNanos,
        record.topic(),
        record.partition(),
        record.offset(),
        false,
        true,
        event.orderNumber(),
        event.eventId(),
        HandlerVersion.CANDIDATE,
        decision.match(CHOICES),
        intended(decision),
        null,
        null,
        tookNanos);
  }

  private static Ending ending(Conclusion conclusion) {
    StageEvent mark = conclusion.mark();
    if (mark == null) {
      return Ending.HANDLED;
    }
    return switch (mark) {
      case DEAD_LETTERED -> Ending.DEAD_LETTERED;
      case PARKED -> Ending.PUT_OFF;
      case DEDUPLICATED -> Ending.DEDUPLICATED;
      case SUPERSEDED -> Ending.SUPERSEDED;
      default -> throw new IllegalStateException(mark + " concludes nothing");
    };
  }

  private static @Nullable EventType outcome(Conclusion conclusion) {
    Handled handled = conclusion.handled();
    Handled.Outcome outcome = handled == null ? null : handled.outcome();
    return outcome == null ? null : outcome.type();
  }

  static @Nullable EventType intended(Decision decision) {
    if (decision instanceof Decision.Call call) {
      return call.onSuccess();
    }
    return decision instanceof Decision.Emit emit ? emit.outcome() : null;
  }

  static final Decision.Cases<Choice> CHOICES =
      new Decision.Cases<>() {
        @Override
        public Choice call(Decision.Call decision) {
          return Choice.CALL;
        }

        @Override
        public Choice emit(Decision.Emit decision) {
          return Choice.EMIT;
        }

        @Override
        public Choice note(Decision.Note decision) {
          return Choice.NOTE;
        }

        @Override
        public Choice ignore(Decision.Ignore decision) {
          return Choice.IGNORE;
        }

        @Override
        public Choice invalid(Decision.Invalid decision) {
          return Choice.INVALID;
        }
      };
}
