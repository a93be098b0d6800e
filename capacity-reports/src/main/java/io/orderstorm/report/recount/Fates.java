package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where each order went: one loop over stages, one over orders. */
final class Fates {

  enum Fate {
    FULFILLED,
    COMPENSATED,
    DEAD_LETTERED,
    IN_FLIGHT,
    LOST
  }

  final Map<Long, Fate> fates = new HashMap<>();
  final Set<Long> landed = new HashSet<>();
  final Set<Long> releasePending = new HashSet<>();
  final Set<Long> notifyPending = new HashSet<>();

  /** Orders whose cancellation a stage took and did not give up. */
  final Set<Long> cancellationTaken = new HashSet<>();

  /** Inputs of stages, and acknowledged orders, that are nowhere any more. */
  long lostEvents;

  long acknowledged;
  long rejected;
  long indeterminate;
  long indeterminateLanded;
  long rejectedLanded;

  private final RawRun run;
  private final Set<Long> dispatched = new HashSet<>();
  private final Set<Long> compensated = new HashSet<>();
  private final Set<Long> reserved = new HashSet<>();
  private final Set<Long> dead = new HashSet<>();
  private final Set<Long> lostAtStage = new HashSet<>();
  private final Set<Long> unreleased = new HashSet<>();

  Fates(RawRun run, Topology pipeline) {
    this.run = run;
    for (Seen event : run.events) {
      switch (event.type()) {
        case ORDER_PLACED -> landed.add(event.order());
        case STOCK_RESERVED -> reserved.add(event.order());
        case ORDER_DISPATCHED -> dispatched.add(event.order());
        case ORDER_COMPENSATED -> compensated.add(event.order());
        default -> {}
      }
    }
    pipeline.stages().forEach(this::deadLetters);
    pipeline.stages().forEach(this::inputs);
    pipeline.stages().forEach(this::cancellations);
    run.placed.values().forEach(this::settle);
  }

  private static boolean notifies(Topology.Stage stage) {
    return stage.outcomes().contains(EventType.CUSTOMER_NOTIFIED);
  }

  private void deadLetters(Topology.Stage stage) {
    Set<Place> injected = run.frame.injectedPlaces();
    for (Carried letter : run.frame.deadLetters) {
      EventType type = letter.record().type();
      boolean decides =
          letter.group().equals(stage.group())
              && !notifies(stage)
              && stage.inputs().contains(type)
              && type != EventType.ORDER_COMPENSATED;
      boolean own =
          !letter.record().injected()
              && (letter.origin() == null || !injected.contains(letter.origin()))
              && run.firstById.containsKey(letter.record().eventId());
      if (decides && own) {
        dead.add(letter.record().orderNumber());
      }
    }
  }

  private void inputs(Topology.Stage stage) {
    Set<UUID> answered = new HashSet<>();
    for (Seen event : run.events) {
      if (stage.outcomes().contains(event.type())) {
        answered.add(event.cause());
      }
    }
    // before the dead letters: what was given up supersedes nothing
    Map<UUID, Integer> highest = highestAnswered(stage, answered);
    for (Carried letter : run.frame.deadLetters) {
      if (letter.group().equals(stage.group())) {
        answered.add(letter.record().eventId());
      }
    }
    for (Seen event : run.events) {
      UUID cause = run.revisions.first(event.cause());
      boolean superseded = highest.getOrDefault(cause, 0) > event.revision();
      if (owed(stage, event) && !answered.contains(event.id()) && !superseded) {
        if (!gone(stage, event)) {
          (notifies(stage) ? notifyPending : releasePending).add(event.order());
          if (isRelease(stage, event)) {
            unreleased.add(event.order());
          }
        } else {
          lostEvents++;
          if (!notifies(stage) && event.type() != EventType.ORDER_COMPENSATED) {
            lostAtStage.add(event.order());
          }
        }
      }
    }
  }

  /** The highest revision that a stage answered, of what follows from one event. */
  private Map<UUID, Integer> highestAnswered(Topology.Stage stage, Set<UUID> answered) {
    Map<UUID, Integer> highest = new HashMap<>();
    for (Seen event : run.events) {
      boolean known = run.firstById.containsKey(event.cause());
      if (event.revision() > 0 && known && owed(stage, event) && answered.contains(event.id())) {
        highest.merge(run.revisions.first(event.cause()), event.revision(), Math::max);
      }
    }
    return highest;
  }

  private boolean owed(Topology.Stage stage, Seen event) {
    boolean input =
        stage.inputs().contains(event.type()) && stage.inputTopics().contains(event.topic());
    boolean known = event.order() >= 0 && reserved.contains(event.order());
    return input && (known || !isRelease(stage, event));
  }

  private static boolean isRelease(Topology.Stage stage, Seen event) {
    return event.type() == EventType.ORDER_COMPENSATED
        && stage.outcomes().contains(EventType.STOCK_RELEASED);
  }

  private void cancellations(Topology.Stage stage) {
    if (!stage.inputs().contains(EventType.ORDER_PLACED)) {
      return;
    }
    Set<UUID> givenUp = new HashSet<>();
    for (Carried letter : run.frame.deadLetters) {
      if (letter.group().equals(stage.group())) {
        givenUp.add(letter.record().eventId());
      }
    }
    for (Seen event : run.events) {
      boolean read =
          event.type() == EventType.ORDER_CANCELLED && stage.inputTopics().contains(event.topic());
      if (read && !givenUp.contains(event.id()) && gone(stage, event)) {
        cancellationTaken.add(event.order());
      }
    }
  }

  private boolean gone(Topology.Stage stage, Seen event) {
    boolean past = run.frame.committedPast(stage.group(), event.place());
    for (Carried retry : run.frame.retries) {
      if (retry.group().equals(stage.group()) && retry.record().eventId().equals(event.id())) {
        past &= run.frame.committedPast(stage.group(), retry.place());
      }
    }
    return past;
  }

  private void settle(Send send) {
    long order = send.orderNumber();
    Outcome outcome = run.outcomes.get(order);
    boolean here = landed.contains(order);
    if (outcome != null && outcome.result() == Outcome.Result.REJECTED) {
      rejected++;
      rejectedLanded += here ? 1 : 0;
      return;
    }
    if (outcome != null && outcome.result() == Outcome.Result.ACKNOWLEDGED) {
      acknowledged++;
    } else {
      indeterminate++;
      indeterminateLanded += here ? 1 : 0;
      if (!here) {
        return;
      }
    }
    fates.put(order, fate(order, outcome));
  }

  private Fate fate(long order, @Nullable Outcome outcome) {
    if (dispatched.contains(order)) {
      return Fate.FULFILLED;
    }
    if (compensated.contains(order)) {
      return unreleased.contains(order) ? Fate.IN_FLIGHT : Fate.COMPENSATED;
    }
    if (dead.contains(order)) {
      return Fate.DEAD_LETTERED;
    }
    boolean lost =
        landed.contains(order)
            ? lostAtStage.contains(order)
            : run.frame.quiet() || wentPast(outcome);
    lostEvents += lost && !landed.contains(order) ? 1 : 0;
    return lost ? Fate.LOST : Fate.IN_FLIGHT;
  }

  /** Whether the log of the orders was seen to reach the place that the producer was told. */
  private boolean wentPast(@Nullable Outcome outcome) {
    return outcome != null && run.frame.wentPast(outcome);
  }

  long count(Fate fate) {
    return fates.values().stream().filter(f -> f == fate).count();
  }

  boolean isCompensated(long order) {
    return compensated.contains(order);
  }

  boolean is(long order, Fate fate) {
    return fates.get(order) == fate;
  }
}
