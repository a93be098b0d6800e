package io.orderstorm.simulator.stage;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How a stage's Kafka clients are set. */
final class ClientSettings {
  private static final int FETCH_AT_MOST = 256;
  private static final int LONGEST_TURN_MILLIS = 60_000;
  private static final int LONG_WAIT_MILLIS = 500;

  private ClientSettings() {}

  /** Deliveries that a consumer can have in hand at most: one more fetch than its buffer allows. */
  static int mostInHand(StageSettings settings) {
    return settings.tuning().buffer() + FETCH_AT_MOST;
  }

  /** Retry topics are nearly always empty: who waits for them waits long and asks seldom. */
  static Map<String, Object> retryConsumer(StageSettings settings, String who) {
    var config = consumer(settings, who);
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONG_WAIT_MILLIS);
    return config;
  }

  /** A group of its own beside the stage's; it leaves no offsets behind. */
  static Map<String, Object> shadow(StageSettings settings, String who) {
    var config = consumer(settings, who);
    config.put(
        ConsumerConfig.GROUP_ID_CONFIG,
        settings.cluster().names().group(settings.name().group() + ".canary"));
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return config;
  }

  static Map<String, Object> consumer(StageSettings settings, String who) {
    String group = settings.cluster().names().group(settings.name().group());
    StageTuning tuning = settings.tuning();
    var config = common(settings, who);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, tuning.fetchMinBytes());
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) tuning.fetchMaxWait().toMillis());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) tuning.session().toMillis());
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) tuning.heartbeat().toMillis());
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(FETCH_AT_MOST, tuning.buffer()));
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_TURN_MILLIS);
    return config;
  }

  /** Never gives up what it has accepted: an outcome that is remembered has to be produced. */
  static Map<String, Object> producer(StageSettings settings) {
    var config = common(settings, settings.name().group() + "-outcomes");
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.LINGER_MS_CONFIG, (int) settings.tuning().linger().toMillis());
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    return config;
  }

  private static Map<String, Object> common(StageSettings settings, String clientId) {
    var config = new HashMap<String, Object>(settings.cluster().client(Map.of()));
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 50);
    config.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }
}
