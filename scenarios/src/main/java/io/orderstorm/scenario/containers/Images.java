package io.orderstorm.scenario.containers;

/**
 * What the containers are made of. Where images come from is Testcontainers' own matter ({@code
 * ~/.testcontainers.properties}, {@code hub.image.name.prefix}).
 *
 * @param kafka {@code apache/kafka}, {@code apache/kafka-native} or {@code confluentinc/cp-kafka}
 */
public record Images(String kafka, String toxiproxy, String postgres) {

  /** The images that runs use if nothing else is said. */
  public static final Images USUAL =
      new Images("apache/kafka:4.1.0", "ghcr.io/shopify/toxiproxy:2.12.0", "postgres:17-alpine");

  private static final String CONFLUENT = "confluentinc/cp-kafka";

  /** The same, with other brokers. */
  public Images withKafka(String image) {
    return new Images(image, toxiproxy, postgres);
  }

  boolean isConfluent() {
    return kafka.contains(CONFLUENT);
  }
}
