package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.topic.StageName;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * How far events reach: how many events the stages behind them have to work on, and which services
 * those may call, at most. Where a stage decides between outcomes, each figure is that of the
 * outcome that gives most. Immutable.
 *
 * @param given events by the stage that works on them; what a stage ignores is not counted
 * @param calls by the stage whose service is called
 * @param types of the events that a stage may have to work on
 */
public record Reach(
    Map<StageName, Long> given, Map<StageName, Long> calls, Map<StageName, Set<EventType>> types) {

  /** Nothing follows. */
  public static final Reach NONE = new Reach(Map.of(), Map.of(), Map.of());

  public Reach {
    given = Map.copyOf(given);
    calls = Map.copyOf(calls);
    types = Map.copyOf(types);
  }

  /** What a stage may make of an event; empty if nothing ever follows from it there. */
  public static Set<EventType> outcomes(StageName stage, EventType event) {
    return switch (stage) {
      case INVENTORY ->
          switch (event) {
            case ORDER_PLACED -> EnumSet.of(EventType.STOCK_RESERVED, EventType.STOCK_REJECTED);
            case ORDER_COMPENSATED -> EnumSet.of(EventType.STOCK_RELEASED);
            default -> Set.of();
          };
      case PAYMENT ->
          switch (event) {
            case STOCK_RESERVED ->
                EnumSet.of(
                    EventType.PAYMENT_CONFIRMED,
                    EventType.PAYMENT_DECLINED,
                    EventType.PAYMENT_SKIPPED);
            case STOCK_REJECTED -> EnumSet.of(EventType.PAYMENT_SKIPPED);
            default -> Set.of();
          };
      case FULFILMENT ->
          switch (event) {
            case PAYMENT_CONFIRMED -> EnumSet.of(EventType.ORDER_DISPATCHED);
            case PAYMENT_DECLINED, PAYMENT_SKIPPED -> EnumSet.of(EventType.ORDER_COMPENSATED);
            default -> Set.of();
          };
      case NOTIFICATION -> EnumSet.of(EventType.CUSTOMER_NOTIFIED);
    };
  }

  /** Whether a stage may call its service for an event. */
  public static boolean calls(StageName stage, EventType event) {
    return switch (stage) {
      case INVENTORY -> event == EventType.ORDER_PLACED || event == EventType.ORDER_COMPENSATED;
      case PAYMENT -> event == EventType.STOCK_RESERVED;
      case FULFILMENT -> event == EventType.PAYMENT_CONFIRMED;
      case NOTIFICATION -> true;
    };
  }

  /** What follows behind a stage from so many events of a type that it handles. */
  public static Reach behind(StageName stage, EventType event, long count) {
    Reach most = NONE;
    for (EventType outcome : outcomes(stage, event)) {
      most = most.orMore(of(stage, outcome, count));
    }
    return most;
  }

  /** What follows from so many outcomes of a stage. */
  public static Reach of(StageName writer, EventType outcome, long count) {
    Reach all = NONE;
    for (StageName reader : StageName.values()) {
      boolean works = !outcomes(reader, outcome).isEmpty();
      if (count > 0 && works && reader.reads().contains(writer.writes())) {
        all = all.and(at(reader, outcome, count)).and(behind(reader, outcome, count));
      }
    }
    return all;
  }

  private static Reach at(StageName stage, EventType event, long count) {
    Map<StageName, Long> calls = calls(stage, event) ? Map.of(stage, count) : Map.of();
    return new Reach(Map.of(stage, count), calls, Map.of(stage, Set.of(event)));
  }

  /** Both, one as well as the other. */
  public Reach and(Reach other) {
    return merged(other, Long::sum);
  }

  /** One or the other: of each figure the greater. */
  private Reach orMore(Reach other) {
    return merged(other, Math::max);
  }

  private Reach merged(Reach other, BinaryOperator<Long> how) {
    var allTypes = new EnumMap<StageName, Set<EventType>>(StageName.class);
    for (Reach one : List.of(this, other)) {
      one.types.forEach(
          (stage, some) ->
              allTypes.computeIfAbsent(stage, s -> EnumSet.noneOf(EventType.class)).addAll(some));
    }
    return new Reach(merged(given, other.given, how), merged(calls, other.calls, how), allTypes);
  }

  private static Map<StageName, Long> merged(
      Map<StageName, Long> one, Map<StageName, Long> other, BinaryOperator<Long> how) {
    var all = new EnumMap<StageName, Long>(StageName.class);
    all.putAll(one);
    other.forEach((stage, count) -> all.merge(stage, count, how));
    return all;
  }
}
