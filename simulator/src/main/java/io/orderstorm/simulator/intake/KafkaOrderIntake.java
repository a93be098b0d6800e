package io.orderstorm.simulator.intake;

import io.orderstorm.simulator.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Sends customers' events to the {@code orders} topic. */
public final class KafkaOrderIntake implements AutoCloseable {
  private static final RecordHeader SYNTHETIC =
      new RecordHeader(EventHeaders.SYNTHETIC, "1".getBytes(StandardCharsets.UTF_8));

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Throttle throttle;

  public KafkaOrderIntake(IntakeSettings settings) {
    this.producer = new KafkaProducer<>(settings.producer());
    this.throttle = new Throttle(settings.mostUnanswered());
    this.topic = settings.cluster().names().topic(settings.topic());
  }

  /**
   * Fetches the topic's metadata, which the first send would otherwise wait for.
   *
   * @return the number of partitions
   * @throws org.apache.kafka.common.errors.TimeoutException if there is none within {@code
   *     maxBlock}
   */
  public int warmUp() {
    return producer.partitionsFor(topic).size();
  }

  /**
   * Hands an event to the producer. Never throws for what the broker or the network do: the
   * listener is told, here or later. Waits while the intake is throttled.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
  public void send(OutgoingEvent event, SendListener told) {
    SendListener listener = throttle.begin(told);
    var record = new ProducerRecord<>(topic, event.key(), event.value());
    record.headers().add(SYNTHETIC);
    record
        .headers()
        .add(
            EventHeaders.KEY_SEQUENCE,
            Integer.toString(event.keySequence()).getBytes(StandardCharsets.UTF_8));
    try {
      producer.send(record, new Completion(Thread.currentThread(), listener));
    } catch (RuntimeException e) {
      listener.completed(Refusals.outcome(e, true));
    }
  }

  /** Sends what waits in batches now. Blocks until all of it has an outcome. */
  public void flush() {
    producer.flush();
  }

  /** Waits for outcomes, but no longer than this; what is left becomes indeterminate. */
  public void close(Duration wait) {
    producer.close(wait);
  }

  @Override
  public void close() {
    producer.close();
  }

  /** The producer calls back on the sender's thread only for what never was in a batch. */
  private record Completion(Thread sender, SendListener listener) implements Callback {
    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
      if (error != null) {
        listener.completed(Refusals.outcome(error, Thread.currentThread() == sender));
      } else if (metadata != null) {
        listener.completed(
            new SendOutcome.Acknowledged(
                metadata.partition(),
                metadata.hasOffset() ? metadata.offset() : -1,
                metadata.hasTimestamp() ? metadata.timestamp() : -1));
      }
    }
  }
}
