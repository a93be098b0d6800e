package io.orderstorm.fault;

/**
 * The links from one client role to a server: {@code payment -> payment-provider}, {@code producer
 * -> brokers}.
 */
public record LinkSelector(String client, Target server) {

  private static final String ARROW = "->";

  public LinkSelector {
    if (!client.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "A link's client is a role's name such as 'payment', but is '" + client + "'");
    }
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
