package io.orderstorm.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class NamedConsumerTest {

  /** Kafka's own call would wait for a minute and then fail. */
  @Test
  void aPositionThatIsNotKnownIsNotWaitedFor() throws Exception {
    var partition = new TopicPartition("orders", 0);
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var consumer =
            new KafkaConsumer<byte[], byte[]>(
                Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    silent.getInetAddress().getHostAddress() + ":" + silent.getLocalPort()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      assertThat(new NamedConsumer(consumer, PhysicalNames.OWN).position(partition)).isEmpty();
    }
  }

  @Test
  void aPositionThatIsKnownIsGiven() {
    var partition = new TopicPartition("orders", 0);
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 42);
      assertThat(new NamedConsumer(consumer, PhysicalNames.OWN).position(partition)).hasValue(42);
    }
  }
}
