package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.time.RunClock;
import org.apache.kafka.common.TopicPartition;

/** Writes down what one consumer does. */
final class Notes {
  private final StageRecorder recorder;
  private final RunClock clock;
  private final int consumer;
  private final String who;

  Notes(StageRecorder recorder, RunClock clock, int consumer, String who) {
    this.recorder = recorder;
    this.clock = clock;
    this.consumer = consumer;
    this.who = who;
  }

  /** The consumer's name in logs. */
  String who() {
    return who;
  }

  void of(StageEvent event, Delivery delivery, int detail) {
    TopicPartition at = delivery.work().partition();
    recorder.record(
        new StageRecord(
            clock.nanos(),
            event,
            consumer,
            at.topic(),
            at.partition(),
            delivery.offset(),
            delivery.orderNumber(),
            delivery.attempts(),
            detail));
  }

  /** What a delivery came to, if that is worth a note; an event of a retry topic is unparked. */
  void ofConclusion(Delivery delivery) {
    StageEvent mark = delivery.conclusion().mark();
    if (mark != null) {
      of(mark, delivery, 0);
    }
    if (delivery.isRetry()) {
      of(StageEvent.UNPARKED, delivery, 0);
    }
  }

  void partition(StageEvent event, TopicPartition at, long offset) {
    recorder.record(
        new StageRecord(
            clock.nanos(), event, consumer, at.topic(), at.partition(), offset, -1, 0, 0));
  }

  void circuit(StageEvent event) {
    recorder.record(new StageRecord(clock.nanos(), event, consumer, "", -1, -1, -1, 0, 0));
  }
}
