package io.orderstorm.report.expectation;

import io.orderstorm.report.record.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the pipeline is wired.
 *
 * @param stages the stages behind ingestion, in the order in which an order passes them
 */
public record Topology(List<Stage> stages) {

  /** The stage that takes orders in: the producer. It reads no topic. */
  public static final String INGESTION = "ingestion";

  /** The way of an order from its intended send time to OrderDispatched or OrderCompensated. */
  public static final String END_TO_END = "end-to-end";

  /**
   * A stage that consumes.
   *
   * @param inputs the events that it owes an outcome for
   * @param outcomes the events that it writes
   * @param service the downstream service that it calls
   */
  public record Stage(
      String name,
      String group,
      List<String> inputTopics,
      Set<EventType> inputs,
      Set<EventType> outcomes,
      String service) {

    public Stage {
      inputTopics = List.copyOf(inputTopics);
      inputs = Set.copyOf(inputs);
      outcomes = Set.copyOf(outcomes);
    }
  }

  public Topology {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a pipeline needs at least one stage behind ingestion");
    }
  }

  /** Ingestion and the stages behind it. */
  public List<String> stageNames() {
    List<String> names = new ArrayList<>(List.of(INGESTION));
    stages.forEach(stage -> names.add(stage.name()));
    return List.copyOf(names);
  }

  /** Every topic that a stage reads. */
  public List<String> topics() {
    return stages.stream().map(Stage::inputTopics).flatMap(List::stream).distinct().toList();
  }

  /** The reference pipeline: inventory, payment, fulfilment, notification. */
  public static Topology reference() {
    Set<EventType> payments =
        Set.of(EventType.PAYMENT_CONFIRMED, EventType.PAYMENT_DECLINED, EventType.PAYMENT_SKIPPED);
    Set<EventType> ends = Set.of(EventType.ORDER_DISPATCHED, EventType.ORDER_COMPENSATED);
    return new Topology(
        List.of(
            new Stage(
                "inventory",
                "inventory",
                List.of("orders", "fulfilment"),
                Set.of(EventType.ORDER_PLACED, EventType.ORDER_COMPENSATED),
                Set.of(
                    EventType.STOCK_RESERVED, EventType.STOCK_REJECTED, EventType.STOCK_RELEASED),
                "inventory-service"),
            new Stage(
                "payment",
                "payment",
                List.of("inventory"),
                Set.of(EventType.STOCK_RESERVED, EventType.STOCK_REJECTED),
                payments,
                "payment-provider"),
            new Stage("fulfilment", "fulfilment", List.of("payments"), payments, ends, "warehouse"),
            new Stage(
                "notification",
                "notification",
                List.of("payments", "fulfilment"),
                union(payments, ends),
                Set.of(EventType.CUSTOMER_NOTIFIED),
                "email-gateway")));
  }

  private static Set<EventType> union(Set<EventType> some, Set<EventType> others) {
    return Set.copyOf(Stream.concat(some.stream(), others.stream()).toList());
  }
}
