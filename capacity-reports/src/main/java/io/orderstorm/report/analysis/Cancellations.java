package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The orders whose cancellation was taken by the stage that orders come to first: its group
 * committed past it and past every retry record that carries it, and did not give it up. No event
 * answers a cancellation; the store has to know of it.
 */
final class Cancellations {

  private Cancellations() {}

  /** The numbers of the cases of which that is so. */
  static BitSet taken(Evidence evidence, Topology pipeline) {
    BitSet taken = new BitSet();
    for (Topology.Stage stage : pipeline.stages()) {
      if (stage.inputs().contains(EventType.ORDER_PLACED)) {
        note(stage, evidence, taken);
      }
    }
    return taken;
  }

  private static void note(Topology.Stage stage, Evidence evidence, BitSet taken) {
    EventTable events = evidence.cases.events;
    StageLog log = evidence.stage(stage.group());
    Set<UUID> held = held(stage, evidence, log);
    for (int row = 0; row < events.rows(); row++) {
      if (events.type(row) == EventType.ORDER_CANCELLED
          && events.isCanonical(row)
          && events.order(row) >= 0
          && stage.inputTopics().contains(events.topic(row))
          && log.passed(events.position(row)) != Long.MAX_VALUE
          && !held.contains(events.id(row))) {
        taken.set(events.order(row));
      }
    }
  }

  /** The events that wait on the group's retry topics, and those that it gave up. */
  private static Set<UUID> held(Topology.Stage stage, Evidence evidence, StageLog log) {
    Set<UUID> held = new HashSet<>();
    for (CarriedEvents.Carried dead : evidence.carried.deadLetters()) {
      if (dead.role().group().equals(stage.group())) {
        held.add(dead.eventId());
      }
    }
    for (CarriedEvents.Carried retry : evidence.carried.retried()) {
      Position at = new Position(retry.role().name(), retry.partition(), retry.offset());
      if (retry.role().group().equals(stage.group()) && log.passed(at) == Long.MAX_VALUE) {
        held.add(retry.eventId());
      }
    }
    return held;
  }
}
