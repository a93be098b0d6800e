package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.store.GivenUp;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.Parked;
import io.orderstorm.simulator.store.Position;
import io.orderstorm.simulator.store.Superseded;
import io.orderstorm.simulator.time.RunClock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** All the ways in which a delivery can end. Stateless. */
final class Conclusions {
  private static final int LONGEST_MESSAGE = 500;

  private final Envelopes envelopes;
  private final RunClock clock;

  Conclusions(Envelopes envelopes, RunClock clock) {
    this.envelopes = envelopes;
    this.clock = clock;
  }

  /** Handled, with an outcome. */
  Conclusion outcome(
      Delivery delivery, @Nullable EffectType effect, EventType outcome, String detail) {
    OrderEvent event = delivery.event();
    Position origin = delivery.origin();
    EventMeta meta =
        EventMeta.following(
            outcome,
            event.meta(),
            delivery.revision(),
            origin.topic(),
            origin.partition(),
            origin.offset(),
            clock.nanos() / 1_000);
    byte[] bytes = EventCodec.encode(event.followedBy(meta, detail));
    var made = new Handled.Outcome(outcome, meta.eventId(), bytes);
    var handled = handled(delivery, delivery.notYetStored(effect), made);
    return new Conclusion(null, handled, null, null, envelopes.outcome(delivery, made));
  }

  /** Handled, without an outcome. */
  Conclusion noted(Delivery delivery) {
    return new Conclusion(null, handled(delivery, null, null), null, null, null);
  }

  /** Handled earlier: its outcome is produced again, since a crash may have come before that. */
  Conclusion again(Delivery delivery, Handled earlier) {
    Handled.Outcome outcome = earlier.outcome();
    ProducerRecord<byte[], byte[]> send =
        outcome == null ? null : envelopes.outcome(delivery, outcome);
    return new Conclusion(StageEvent.DEDUPLICATED, null, null, null, send);
  }

  /** Given up. */
  Conclusion givenUp(Delivery delivery, String errorClass, String message) {
    long firstFailure =
        delivery.firstFailureMillis() == 0
            ? clock.nanos() / 1_000_000
            : delivery.firstFailureMillis();
    var why =
        new GivenUp(
            delivery.orderNumber(),
            errorClass,
            message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message,
            delivery.attempts(),
            firstFailure);
    return givenUpAgain(delivery, why);
  }

  /** Given up, maybe earlier already. */
  Conclusion givenUpAgain(Delivery delivery, GivenUp why) {
    return new Conclusion(
        StageEvent.DEAD_LETTERED, null, why, null, envelopes.deadLetter(delivery, why));
  }

  /** Put off to the retry topic: its key is parked. */
  Conclusion putOff(Delivery delivery, long notBeforeMillis) {
    return new Conclusion(
        StageEvent.PARKED,
        null,
        null,
        parked(delivery),
        envelopes.putOff(delivery, notBeforeMillis));
  }

  /** What is to be remembered of a waiting event. */
  static Parked parked(Delivery delivery) {
    return new Parked(
        delivery.origin(), delivery.key(), delivery.attempts(), delivery.firstFailureMillis());
  }

  /** Older than what is known of its order: it is counted, and nothing is done or said. */
  static Conclusion superseded(Delivery delivery) {
    EventMeta meta = delivery.event().meta();
    var skipped =
        new Superseded(meta.orderNumber(), meta.eventId(), delivery.revision(), replay(delivery));
    return new Conclusion(StageEvent.SUPERSEDED, null, null, null, skipped, null);
  }

  private static int replay(Delivery delivery) {
    return (int) EventHeaders.number(delivery.record().headers(), EventHeaders.REPLAY_ID, 0);
  }

  /** The event's place among those of its key, −1 if it has none. */
  static int keySequence(Delivery delivery) {
    return (int)
        EventHeaders.number(
            delivery.record().headers(), EventHeaders.KEY_SEQUENCE, Handled.NO_SEQUENCE);
  }

  private static Handled handled(
      Delivery delivery, @Nullable EffectType effect, Handled.@Nullable Outcome outcome) {
    EventMeta meta = delivery.event().meta();
    return new Handled(
        meta.orderNumber(),
        meta.eventId(),
        meta.type(),
        effect,
        outcome,
        replay(delivery),
        meta.cause().equals(Cause.NONE) ? keySequence(delivery) : Handled.NO_SEQUENCE,
        delivery.revision(),
        delivery.rootId());
  }
}
