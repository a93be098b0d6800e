package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.client.PhysicalNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer produces, in order. The producer is set never to give up what it has accepted;
 * what it does not accept (no metadata, no room) stays here and holds up what comes after it.
 *
 * <p>Belongs to its consumer's thread; acknowledgements arrive from the producer's.
 */
final class Outbox {
  private final Producer<byte[], byte[]> producer;
  private final PhysicalNames names;
  private final Queue<Delivery> acknowledged = new ConcurrentLinkedQueue<>();
  private final Deque<Delivery> unsent = new ArrayDeque<>();
  private volatile @Nullable Exception failure;

  Outbox(Producer<byte[], byte[]> producer, PhysicalNames names) {
    this.producer = producer;
    this.names = names;
  }

  void send(Delivery delivery) {
    unsent.add(delivery);
    sendWaiting();
  }

  /** Tries again what was not accepted. */
  void sendWaiting() {
    while (!unsent.isEmpty() && accept(unsent.peek())) {
      unsent.remove();
    }
  }

  boolean isHeldUp() {
    return !unsent.isEmpty();
  }

  /**
   * The next delivery whose record the broker has, null if there is none.
   *
   * @throws KafkaException if the producer has failed for good
   */
  @Nullable Delivery nextAcknowledged() {
    Exception broken = failure;
    if (broken != null) {
      throw new KafkaException("the producer has failed for good", broken);
    }
    return acknowledged.poll();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
  private boolean accept(Delivery delivery) {
    ProducerRecord<byte[], byte[]> record = delivery.conclusion().send();
    if (record == null) {
      return true;
    }
    var attempt = new Attempt(delivery, Thread.currentThread());
    producer.send(names.record(record), attempt::completed);
    return !attempt.notAccepted;
  }

  /** Tells a record that was never taken from one that failed on its way. */
  private final class Attempt {
    private final Delivery delivery;
    private final Thread sender;
    private boolean notAccepted;

    Attempt(Delivery delivery, Thread sender) {
      this.delivery = delivery;
      this.sender = sender;
    }

    void completed(@Nullable RecordMetadata metadata, @Nullable Exception error) {
      if (error == null) {
        acknowledged.add(delivery);
      } else if (error instanceof TimeoutException && Thread.currentThread() == sender) {
        notAccepted = true;
      } else {
        failure = error;
      }
    }
  }
}
