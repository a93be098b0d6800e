package io.orderstorm.scenario.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.simulator.broker.BrokerTuning;
import io.orderstorm.simulator.broker.FailureDetection;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.ConfluentKafkaContainer;
import org.testcontainers.kafka.KafkaContainer;

/** What can be said of the containers without an engine: no container is started here. */
class ContainersTest {

  private static final List<String> ROLES =
      List.of("producer", "replay", "inventory", "payment", "fulfilment", "notification");
  private static final List<String> SERVICES =
      List.of("inventory-service", "payment-provider", "warehouse", "email-gateway");

  private final ContainerLayout layout = ContainerLayout.of(3, ROLES, SERVICES);

  @Test
  void everyLinkHasAPortOfItsOwnAmongThoseThatToxiproxyExposes() {
    var ports = new HashSet<Integer>();
    for (int id : layout.ids()) {
      layout.roles().forEach(role -> ports.add(layout.port(role, ContainerLayout.broker(id))));
    }
    SERVICES.forEach(service -> ports.add(layout.port("payment", service)));

    assertThat(ports).hasSize(3 * 7 + 4).allMatch(port -> port >= 8666 && port <= 8697);
  }

  @Test
  void theDirectWayIsALinkTooSoThatItSurvivesARestartOfItsBroker() {
    assertThat(layout.roles())
        .containsExactly(
            "producer", "replay", "inventory", "payment", "fulfilment", "notification", "direct");
    assertThat(layout.port("direct", "broker-2")).isEqualTo(8666 + 7 + 6);
  }

  @Test
  void moreLinksThanPortsAreRefusedWithTheMostBrokersThatFit() {
    assertThatThrownBy(() -> ContainerLayout.of(5, ROLES, SERVICES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("39 links")
        .hasMessageContaining("32 ports")
        .hasMessageContaining("pipeline.brokers to at most 4");
  }

  @Test
  void aLinkThatIsNotPlannedHasNoPort() {
    assertThatThrownBy(() -> layout.port("payment", "broker-4"))
        .hasMessageContaining("payment->broker-4");
  }

  private BrokerContainers plans(Images images) {
    return new BrokerContainers(
        layout,
        images,
        BrokerTuning.of(3, FailureDetection.FAST),
        Network.newNetwork(),
        new BrokerContainers.Outside("docker.example", port -> port + 40_000));
  }

  @Test
  void brokersAdvertiseTheLinksOfEachRole() {
    BrokerContainers plans = plans(Images.USUAL);

    assertThat(plans.advertised("producer", 1)).isEqualTo("docker.example:48666");
    assertThat(plans.advertised("payment", 2)).isEqualTo("docker.example:48676");
    assertThat(layout.listener("payment", 2)).isEqualTo("broker-2:19095");
  }

  @Test
  void brokersFormOneClusterWithTheSettingsOfARun() {
    GenericContainer<?> broker = plans(Images.USUAL).broker(2);

    assertThat(broker).isInstanceOf(KafkaContainer.class);
    assertThat(broker.getNetworkAliases()).contains("broker-2");
    assertThat(broker.getEnvMap())
        .containsEntry("KAFKA_NODE_ID", "2")
        .containsEntry(
            "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@broker-1:9094,2@broker-2:9094,3@broker-3:9094")
        .containsEntry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3")
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        .containsEntry("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "500")
        .containsEntry("KAFKA_BROKER_SESSION_TIMEOUT_MS", "2000")
        .containsEntry("KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE", "LogAppendTime");
  }

  @Test
  void theImageDecidesBetweenTheTwoKindsOfBrokers() {
    var images = Images.USUAL.withKafka("confluentinc/cp-kafka:8.0.0");

    assertThat(plans(images).broker(1)).isInstanceOf(ConfluentKafkaContainer.class);
  }

  @Test
  void anImageThatIsNoKafkaIsRefused() {
    assertThatThrownBy(() -> plans(Images.USUAL.withKafka("postgres:17")).broker(1))
        .hasMessageContaining("postgres:17");
  }

  @Test
  void planningStartsNothing() {
    try (var ground = ContainerGround.plan(3, ROLES, SERVICES, Images.USUAL)) {
      assertThat(ground.brokerNames()).containsExactly("broker-1", "broker-2", "broker-3");
      assertThat(ground.listener("producer", "broker-3")).isEqualTo("broker-3:19092");
      assertThat(ground.listen("payment", "payment-provider")).isEqualTo("0.0.0.0:8688");
    }
  }
}
