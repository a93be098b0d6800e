package io.orderstorm.fault;

import java.util.Optional;

/**
 * The links from one client role to a server: {@code payment -> payment-provider}, {@code producer
 * -> brokers}; or between brokers, which is replication: {@code brokers -> broker-2} is all that
 * the others fetch from broker 2.
 */
public record LinkSelector(String client, Target server) {

  private static final String ARROW = "->";

  public LinkSelector {
    if (!client.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "A link's client is a role's name such as 'payment', but is '" + client + "'");
    }
    replicas(client).ifPresent(source -> requireOtherBroker(source, server));
  }

  private static Optional<Target> replicas(String client) {
    var target = Target.parse(client);
    return target instanceof Target.Named ? Optional.empty() : Optional.of(target);
  }

  private static void requireOtherBroker(Target source, Target server) {
    if (server instanceof Target.Named) {
      throw new IllegalArgumentException(
          "A link from "
              + source.text()
              + " ends at brokers, broker-1 or leader(topic/partition), but is '"
              + server.text()
              + "'");
    }
    if (source instanceof Target.Broker && source.equals(server)) {
      throw new IllegalArgumentException("There is no link from " + source.text() + " to itself");
    }
  }

  /**
   * The brokers that are the client, if the link is one between brokers: {@link Target.AllBrokers}
   * or a {@link Target.Broker}. Empty for a client role.
   */
  public Optional<Target> replicas() {
    return replicas(client);
  }

  /**
   * Reads {@code CLIENT -> SERVER}.
   *
   * @throws IllegalArgumentException if there is not exactly one arrow, or either side is no name
   */
  public static LinkSelector parse(String text) {
    var arrow = text.indexOf(ARROW);
    if (arrow < 0 || text.indexOf(ARROW, arrow + ARROW.length()) >= 0) {
      throw new IllegalArgumentException(
          "A link is written CLIENT -> SERVER, such as 'payment -> payment-provider', but is '"
              + text
              + "'");
    }
    return new LinkSelector(
        text.substring(0, arrow).trim(), Target.parse(text.substring(arrow + ARROW.length())));
  }

  /** As a scenario writes it. */
  public String text() {
    return client + " " + ARROW + " " + server.text();
  }

  @Override
  public String toString() {
    return text();
  }
}
