package io.orderstorm.simulator.topic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A stage of the pipeline; its consumer group has the same name. */
public enum StageName {
  INVENTORY(1, "inventory-service", "inventory", "orders", "fulfilment"),
  PAYMENT(2, "payment-provider", "payments", "inventory"),
  FULFILMENT(3, "warehouse", "fulfilment", "payments"),
  NOTIFICATION(4, "email-gateway", "notifications", "payments", "fulfilment");

  private final int code;
  private final String service;
  private final String writes;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> reads;

  StageName(int code, String service, String writes, String... reads) {
    this.code = code;
    this.service = service;
    this.writes = writes;
    this.reads = List.of(reads);
  }

  /** What the store tells stages apart by. */
  public int code() {
    return code;
  }

  /** The consumer group. */
  public String group() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The downstream service that the stage calls. */
  public String service() {
    return service;
  }

  /** Topic of the stage's outcomes. */
  public String writes() {
    return writes;
  }

  /** Topics that the stage works on, its retry topics not included. */
  public List<String> reads() {
    return reads;
  }

  /** Where the group puts off events of a topic. */
  public String retryTopic(String topic) {
    return topic + "." + group() + ".retry";
  }

  /** Where the group gives up events of a topic. */
  public String deadLetterTopic(String topic) {
    return topic + "." + group() + ".dlq";
  }

  /** All topics of all stages: the main ones first, then each group's retry and dead letters. */
  public static List<String> allTopics() {
    return Stream.concat(
            Stream.concat(Stream.of("orders"), Arrays.stream(values()).map(StageName::writes)),
            Arrays.stream(values())
                .flatMap(
                    stage ->
                        stage.reads.stream()
                            .flatMap(
                                topic ->
                                    Stream.of(
                                        stage.retryTopic(topic), stage.deadLetterTopic(topic)))))
        .toList();
  }
}
