package io.orderstorm.simulator.intake;

import io.orderstorm.simulator.client.ClusterAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How the intake's producer is set.
 *
 * @param topic by its own name
 * @param batchSize bytes
 * @param bufferMemory bytes
 * @param maxBlock how long {@code send} may block its caller
 * @param mostUnanswered sends without an outcome at which the next one waits; {@link #UNBOUNDED}
 *     for no such limit
 */
public record IntakeSettings(
    ClusterAccess cluster,
    String topic,
    Acks acks,
    boolean idempotence,
    Duration linger,
    Duration deliveryTimeout,
    String compression,
    int batchSize,
    long bufferMemory,
    Duration maxBlock,
    int mostUnanswered) {

  /** As many sends without an outcome as the producer's buffer holds. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final long LONGEST_REQUEST_MILLIS = 10_000;

  public IntakeSettings {
    if (idempotence && acks != Acks.ALL) {
      throw new IllegalArgumentException(
          "idempotence needs acks all, not " + acks.text() + "; switch one of them");
    }
    if (deliveryTimeout.compareTo(linger.plusMillis(100)) < 0) {
      throw new IllegalArgumentException(
          "deliveryTimeout must be at least linger and 100ms, not " + deliveryTimeout);
    }
  }

  /** acks=all, idempotent, lz4, 5 ms linger: what measured best on a small machine. */
  public static IntakeSettings of(String bootstrapServers) {
    return new IntakeSettings(
        ClusterAccess.plain(bootstrapServers),
        "orders",
        Acks.ALL,
        true,
        Duration.ofMillis(5),
        Duration.ofSeconds(30),
        "lz4",
        64 * 1024,
        64L * 1024 * 1024,
        Duration.ofSeconds(60),
        UNBOUNDED);
  }

  /** Whose acknowledgement the producer waits for. */
  public enum Acks {
    NONE("0"),
    LEADER("1"),
    ALL("all");

    private final String text;

    Acks(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  Map<String, Object> producer() {
    var config = new HashMap<String, Object>();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "intake");
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, acks.text());
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, idempotence);
    config.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeoutMillis());
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, batchSize);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferMemory);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
    config.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50);
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return cluster.client(config);
  }

  /** The producer insists on delivery timeout ≥ linger + request timeout. */
  private int requestTimeoutMillis() {
    return (int) Math.min(LONGEST_REQUEST_MILLIS, deliveryTimeout.toMillis() - linger.toMillis());
  }
}
