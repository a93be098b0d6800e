package io.orderstorm.report.analysis;

import static io.orderstorm.report.record.EventType.CUSTOMER_NOTIFIED;
import static io.orderstorm.report.record.EventType.ORDER_COMPENSATED;
import static io.orderstorm.report.record.EventType.ORDER_DISPATCHED;
import static io.orderstorm.report.record.EventType.ORDER_PLACED;
import static io.orderstorm.report.record.EventType.PAYMENT_CONFIRMED;
import static io.orderstorm.report.record.EventType.PAYMENT_DECLINED;
import static io.orderstorm.report.record.EventType.PAYMENT_SKIPPED;
import static io.orderstorm.report.record.EventType.STOCK_REJECTED;
import static io.orderstorm.report.record.EventType.STOCK_RELEASED;
import static io.orderstorm.report.record.EventType.STOCK_RESERVED;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds events that must not follow from what caused them. Events are compared with their cause,
 * never with what happened to arrive before: topics have no order among each other.
 */
final class Transitions {

  private static final Map<EventType, Set<EventType>> CAUSES = new EnumMap<>(EventType.class);

  static {
    CAUSES.put(STOCK_RESERVED, Set.of(ORDER_PLACED));
    CAUSES.put(STOCK_REJECTED, Set.of(ORDER_PLACED));
    CAUSES.put(STOCK_RELEASED, Set.of(ORDER_COMPENSATED));
    CAUSES.put(PAYMENT_CONFIRMED, Set.of(STOCK_RESERVED));
    CAUSES.put(PAYMENT_DECLINED, Set.of(STOCK_RESERVED));
    CAUSES.put(PAYMENT_SKIPPED, Set.of(STOCK_REJECTED, STOCK_RESERVED));
    CAUSES.put(ORDER_DISPATCHED, Set.of(PAYMENT_CONFIRMED));
    CAUSES.put(ORDER_COMPENSATED, Set.of(PAYMENT_DECLINED, PAYMENT_SKIPPED));
    CAUSES.put(
        CUSTOMER_NOTIFIED,
        Set.of(
            PAYMENT_CONFIRMED,
            PAYMENT_DECLINED,
            PAYMENT_SKIPPED,
            ORDER_DISPATCHED,
            ORDER_COMPENSATED));
  }

  private final EventTable events;
  private final OrderPaths paths;
  private final Findings findings;

  private Transitions(EventTable events, OrderPaths paths, Findings findings) {
    this.events = events;
    this.paths = paths;
    this.findings = findings;
  }

  static void check(Evidence evidence, Topology pipeline, OrderPaths paths, Findings findings) {
    Transitions transitions = new Transitions(evidence.cases.events, paths, findings);
    transitions.checkCauses();
    pipeline.stages().forEach(transitions::checkOneOutcomeEach);
    pipeline.stages().forEach(transitions::checkRevisions);
  }

  private void checkCauses() {
    for (int row = 0; row < events.rows(); row++) {
      if (events.isCanonical(row)) {
        Set<EventType> allowed = CAUSES.get(events.type(row));
        String fault = allowed == null ? "" : faultOf(row, allowed);
        if (!fault.isEmpty()) {
          report(row, fault);
        }
      }
    }
  }

  /** What is wrong with an event's cause; empty if nothing is. */
  private String faultOf(int row, Set<EventType> allowed) {
    int cause = events.causeAtItsPosition(row);
    if (cause < 0) {
      return events.causeOf(row) < 0
          ? "its cause was never seen"
          : "its cause does not lie at " + events.causePosition(row);
    }
    EventType type = events.type(cause);
    if (!allowed.contains(type)) {
      return type + " does not lead to it";
    }
    if (events.order(cause) != events.order(row)) {
      return "its cause is of order " + events.order(cause);
    }
    if (events.revision(row) < events.revision(cause)) {
      return "its revision is lower than " + events.revision(cause) + ", its cause's";
    }
    boolean skipped = events.type(row) == PAYMENT_SKIPPED && type == STOCK_RESERVED;
    return skipped && !isCancelled(events.order(row))
        ? "payment was skipped though the order was not cancelled"
        : "";
  }

  private boolean isCancelled(int order) {
    return order >= 0 && paths.cancelled.get(order);
  }

  /**
   * An input has one outcome: a second one of another type, such as declined after confirmed,
   * contradicts the first, also if a replay led to it. Corrections are looked at by themselves.
   */
  private void checkOneOutcomeEach(Topology.Stage stage) {
    int[] outcomeOf = new int[events.rows()];
    Arrays.fill(outcomeOf, -1);
    for (int row = 0; row < events.rows(); row++) {
      if (!events.isCanonical(row)
          || !stage.outcomes().contains(events.type(row))
          || events.revision(row) > 0) {
        continue;
      }
      int cause = events.causeOf(row);
      if (cause >= 0 && outcomeOf[cause] >= 0) {
        report(row, events.type(outcomeOf[cause]) + " had followed from the same event");
      } else if (cause >= 0) {
        outcomeOf[cause] = row;
      }
    }
  }

  /**
   * A correction makes each outcome once, and makes what was made before: a second one of the same
   * revision, or one of another type than an earlier revision, contradicts what later stages did.
   */
  private void checkRevisions(Topology.Stage stage) {
    Map<Integer, List<Integer>> outcomesOf = new HashMap<>();
    for (int row = 0; row < events.rows(); row++) {
      int cause = events.isCanonical(row) ? events.causeOf(row) : -1;
      if (cause >= 0 && stage.outcomes().contains(events.type(row))) {
        outcomesOf
            .computeIfAbsent(events.firstRevision(cause), first -> new ArrayList<>())
            .add(row);
      }
    }
    for (List<Integer> outcomes : outcomesOf.values()) {
      for (int row : outcomes) {
        if (events.revision(row) > 0) {
          compare(row, outcomes);
        }
      }
    }
  }

  private void compare(int row, List<Integer> outcomes) {
    int revision = events.revision(row);
    if (outcomes.stream().anyMatch(o -> o < row && events.revision(o) == revision)) {
      report(row, "revision " + revision + " had followed from the same event");
    }
    outcomes.stream()
        .filter(o -> events.revision(o) < revision && events.type(o) != events.type(row))
        .findFirst()
        .ifPresent(
            o ->
                report(
                    row,
                    events.type(o)
                        + " was made of the same event as revision "
                        + events.revision(o)));
  }

  private void report(int row, String fault) {
    findings.add(
        Findings.TRANSITION,
        events.order(row),
        events.type(row) + " at " + events.position(row) + ": " + fault);
  }
}
