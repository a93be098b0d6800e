package io.orderstorm.simulator.broker;

import io.orderstorm.simulator.broker.ClusterLayout.Seat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The server properties of one broker. */
final class BrokerProperties {

  private static final String CONTROLLER = "CONTROLLER";
  private static final String INTERNAL = "INTERNAL";

  private final ClusterLayout layout;
  private final ClusterSettings settings;

  BrokerProperties(ClusterLayout layout, ClusterSettings settings) {
    this.layout = layout;
    this.settings = settings;
  }

  Properties of(Seat seat, Path data) {
    var properties = new Properties();
    properties.putAll(identity(seat, data));
    properties.putAll(listeners(seat));
    properties.putAll(smallMachine());
    properties.putAll(settings.failureDetection().settings());
    return properties;
  }

  private Map<String, String> identity(Seat seat, Path data) {
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(seat.id()),
        "controller.quorum.voters",
        layout.quorum(),
        "controller.listener.names",
        CONTROLLER,
        "inter.broker.listener.name",
        INTERNAL,
        "log.dirs",
        data.toString(),
        "auto.create.topics.enable",
        "false",
        "default.replication.factor",
        Integer.toString(replication()),
        "controlled.shutdown.max.retries",
        "1");
  }

  private Map<String, String> listeners(Seat seat) {
    var own = new LinkedHashMap<String, Integer>();
    var advertised = new LinkedHashMap<String, Integer>();
    seat.listeners()
        .forEach(
            (role, listener) -> {
              own.put(listenerName(role), listener.port());
              advertised.put(listenerName(role), listener.advertisedPort());
            });
    own.put(INTERNAL, seat.internal().port());
    advertised.put(INTERNAL, seat.internal().advertisedPort());
    own.put(CONTROLLER, seat.controllerPort());
    return Map.of(
        "listeners", addresses(own),
        "advertised.listeners", addresses(advertised),
        "listener.security.protocol.map",
            own.keySet().stream()
                .map(name -> name + ":PLAINTEXT")
                .collect(Collectors.joining(",")));
  }

  /**
   * Three brokers share two cores with everything else; session floors are low so that scenarios
   * can set short ones.
   */
  private Map<String, String> smallMachine() {
    var properties = new LinkedHashMap<String, String>();
    properties.put("num.network.threads", "1");
    properties.put("num.io.threads", "2");
    properties.put("num.replica.fetchers", "1");
    // without these a follower fetches for every append, and replication alone takes a core at 150
    // orders/s
    properties.put("replica.fetch.min.bytes", "65536");
    properties.put("replica.fetch.wait.max.ms", "20");
    properties.put("background.threads", "2");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("offsets.topic.replication.factor", Integer.toString(replication()));
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", Integer.toString(replication()));
    properties.put(
        "transaction.state.log.min.isr", Integer.toString(Math.max(1, replication() - 1)));
    properties.put(
        "share.coordinator.state.topic.replication.factor", Integer.toString(replication()));
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.min.session.timeout.ms", "500");
    properties.put("group.consumer.min.session.timeout.ms", "500");
    properties.put("group.consumer.min.heartbeat.interval.ms", "100");
    properties.put("log.message.timestamp.type", "LogAppendTime");
    return properties;
  }

  private int replication() {
    return Math.min(3, layout.brokers().size());
  }

  private static String listenerName(String role) {
    return role.toUpperCase(Locale.ROOT);
  }

  private static String addresses(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .map(entry -> entry.getKey() + "://" + ClusterLayout.HOST + ":" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
