package io.orderstorm.scenario.containers;

import io.orderstorm.simulator.broker.BrokerTuning;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.ConfluentKafkaContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Makes brokers of a cluster; none of them runs yet. */
final class BrokerContainers {

  private final ContainerLayout layout;
  private final Images images;
  private final BrokerTuning tuning;
  private final Network network;
  private final Outside outside;

  /**
   * The Toxiproxy container as clients see it.
   *
   * @param mapped the port on the host for one in the container
   */
  record Outside(String host, ToIntFunction<Integer> mapped) {
    String address(int port) {
      return host + ":" + mapped.applyAsInt(port);
    }
  }

  BrokerContainers(
      ContainerLayout layout,
      Images images,
      BrokerTuning tuning,
      Network network,
      Outside outside) {
    this.layout = layout;
    this.images = images;
    this.tuning = tuning;
    this.network = network;
    this.outside = outside;
  }

  GenericContainer<?> broker(int id) {
    GenericContainer<?> container = images.isConfluent() ? confluent(id) : apache(id);
    return container
        .withNetwork(network)
        .withNetworkAliases(ContainerLayout.broker(id))
        .withEnv(environment(id));
  }

  private KafkaContainer apache(int id) {
    var container = new KafkaContainer(DockerImageName.parse(images.kafka()));
    layout
        .roles()
        .forEach(
            role -> container.withListener(layout.listener(role, id), () -> advertised(role, id)));
    return container;
  }

  private ConfluentKafkaContainer confluent(int id) {
    var container = new ConfluentKafkaContainer(DockerImageName.parse(images.kafka()));
    layout
        .roles()
        .forEach(
            role -> container.withListener(layout.listener(role, id), () -> advertised(role, id)));
    return container;
  }

  /** Asked when the container has started: only then are ports mapped. */
  String advertised(String role, int id) {
    return outside.address(layout.port(role, ContainerLayout.broker(id)));
  }

  private Map<String, String> environment(int id) {
    var environment = new LinkedHashMap<String, String>();
    tuning.properties().forEach((name, value) -> environment.put(variable(name), value));
    environment.put("KAFKA_NODE_ID", Integer.toString(id));
    environment.put("KAFKA_CONTROLLER_QUORUM_VOTERS", layout.quorum());
    environment.put("KAFKA_HEAP_OPTS", "-Xms128m -Xmx256m");
    return environment;
  }

  /** {@code KAFKA_NUM_IO_THREADS} for {@code num.io.threads}. */
  static String variable(String property) {
    return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
