package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.store.GivenUp;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.Parked;
import io.orderstorm.simulator.store.Position;
import io.orderstorm.simulator.store.StoreBatch;
import io.orderstorm.simulator.store.Superseded;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ends: what is to be remembered, then what is to be produced.
 *
 * @param mark what to record of it, null for nothing
 */
record Conclusion(
    @Nullable StageEvent mark,
    @Nullable Handled handled,
    @Nullable GivenUp givenUp,
    @Nullable Parked parked,
    @Nullable Superseded superseded,
    @Nullable ProducerRecord<byte[], byte[]> send) {

  Conclusion(
      @Nullable StageEvent mark,
      @Nullable Handled handled,
      @Nullable GivenUp givenUp,
      @Nullable Parked parked,
      @Nullable ProducerRecord<byte[], byte[]> send) {
    this(mark, handled, givenUp, parked, null, send);
  }

  /** Nothing to remember and nothing to say. */
  static final Conclusion NOTHING = new Conclusion(null, null, null, null, null);

  /** Adds what is to be remembered; an event from a retry topic no longer waits then. */
  void remember(Position origin, boolean retry, StoreBatch batch) {
    if (handled != null) {
      batch.handled(handled);
    }
    if (givenUp != null) {
      batch.givenUp(origin, givenUp);
    }
    if (parked != null) {
      batch.parked(parked);
    }
    if (superseded != null) {
      batch.superseded(superseded);
    }
    if (retry) {
      batch.unparked(origin);
    }
  }
}
