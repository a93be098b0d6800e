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
    properties.putAll(
        BrokerTuning.of(layout.brokers().size(), settings.failureDetection()).properties());
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
        data.toString());
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

  private static String listenerName(String role) {
    return role.toUpperCase(Locale.ROOT);
  }

  private static String addresses(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .map(entry -> entry.getKey() + "://" + ClusterLayout.HOST + ":" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
