package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a stage owed an outcome for, an entry per input record (event id), in columns: when it came,
 * when its outcome was there, and when it ceased to be owed without one. Times that never came are
 * MAX_VALUE.
 *
 * <p>For ingestion an input is an intended send and its outcome the acknowledgement: a send that is
 * blocked is owed.
 */
final class StageInputs {

  static final long NEVER = Long.MAX_VALUE;

  final String stage;
  final int[] order;
  final int[] row;
  final long[] arrived;
  final long[] completed;
  final long[] deadLettered;
  final long[] lost;

  StageInputs(String stage, int[] order, int[] row, long[] arrived) {
    this.stage = stage;
    this.order = order;
    this.row = row;
    this.arrived = arrived;
    this.completed = never(arrived.length);
    this.deadLettered = never(arrived.length);
    this.lost = never(arrived.length);
  }

  int size() {
    return arrived.length;
  }

  /** Until when the stage owed an outcome. */
  long owedUntil(int input) {
    return Math.min(completed[input], Math.min(deadLettered[input], lost[input]));
  }

  boolean pending(int input) {
    return owedUntil(input) == NEVER;
  }

  private static long[] never(int size) {
    long[] times = new long[size];
    Arrays.fill(times, NEVER);
    return times;
  }

  /** Ingestion: every send of the journal. */
  static StageInputs ofIngestion(Journal journal) {
    int rows = journal.rows();
    int[] order = new int[rows];
    long[] arrived = new long[rows];
    for (int row = 0; row < rows; row++) {
      order[row] = journal.order(row);
      arrived[row] = journal.intended(row);
    }
    StageInputs inputs = new StageInputs(Topology.INGESTION, order, new int[rows], arrived);
    for (int row = 0; row < rows; row++) {
      inputs.row[row] = row;
      if (journal.resultOf(row) == Journal.ACKNOWLEDGED) {
        inputs.completed[row] = journal.completed(row);
      } else {
        inputs.deadLettered[row] = journal.completed(row);
      }
    }
    return inputs;
  }

  /** A stage that consumes. */
  static StageInputs of(Topology.Stage stage, Evidence evidence, OrderPaths paths) {
    EventTable events = evidence.cases.events;
    int[] indexOfRow = new int[events.rows()];
    Arrays.fill(indexOfRow, -1);
    Ints rows = new Ints();
    for (int row = 0; row < events.rows(); row++) {
      if (events.isCanonical(row) && owes(stage, events, paths, row)) {
        indexOfRow[row] = rows.size();
        rows.add(row);
      }
    }
    int size = rows.size();
    StageInputs inputs =
        new StageInputs(stage.name(), new int[size], new int[size], new long[size]);
    for (int i = 0; i < size; i++) {
      inputs.row[i] = rows.get(i);
      inputs.order[i] = events.order(rows.get(i));
      inputs.arrived[i] = events.received(rows.get(i));
    }
    inputs.complete(stage, events, indexOfRow);
    inputs.deadLetter(stage, evidence, indexOfRow);
    inputs.supersede(events);
    inputs.lose(stage, evidence);
    return inputs;
  }

  private static boolean owes(Topology.Stage stage, EventTable events, OrderPaths paths, int row) {
    EventType type = events.type(row);
    if (!stage.inputs().contains(type) || !stage.inputTopics().contains(events.topic(row))) {
      return false;
    }
    boolean release =
        type == EventType.ORDER_COMPENSATED && stage.outcomes().contains(EventType.STOCK_RELEASED);
    return !release || (events.order(row) >= 0 && paths.reserved.get(events.order(row)));
  }

  private void complete(Topology.Stage stage, EventTable events, int[] indexOfRow) {
    for (int outcome = 0; outcome < events.rows(); outcome++) {
      if (events.isCanonical(outcome) && stage.outcomes().contains(events.type(outcome))) {
        int cause = events.causeOf(outcome);
        int input = cause < 0 ? -1 : indexOfRow[cause];
        if (input >= 0) {
          completed[input] = Math.min(completed[input], events.received(outcome));
        }
      }
    }
  }

  private void deadLetter(Topology.Stage stage, Evidence evidence, int[] indexOfRow) {
    for (CarriedEvents.Carried dead : evidence.carried.deadLetters()) {
      if (dead.role().group().equals(stage.group())) {
        int cause = evidence.cases.events.canonical(dead.eventId());
        int input = cause < 0 ? -1 : indexOfRow[cause];
        if (input >= 0) {
          deadLettered[input] = Math.min(deadLettered[input], dead.receivedNanos());
        }
      }
    }
  }

  /**
   * An input without an outcome is settled by a higher revision of it, or of what was decided for
   * in its place, that has one: coming after that, it is skipped. A revision that was given up
   * supersedes nothing.
   */
  private void supersede(EventTable events) {
    Map<Integer, List<Integer>> revised = new HashMap<>();
    for (int input = 0; input < size(); input++) {
      if (events.revision(row[input]) > 0 && events.causeOf(row[input]) >= 0) {
        revised.computeIfAbsent(firstCause(events, input), c -> new ArrayList<>()).add(input);
      }
    }
    if (revised.isEmpty()) {
      return;
    }
    long[] outcomes = completed.clone(); // what is settled here has none of its own
    for (int input = 0; input < size(); input++) {
      if (pending(input) && events.causeOf(row[input]) >= 0) {
        for (int other : revised.getOrDefault(firstCause(events, input), List.of())) {
          boolean higher = events.revision(row[other]) > events.revision(row[input]);
          if (higher && outcomes[other] != NEVER) {
            completed[input] =
                Math.min(completed[input], Math.max(arrived[input], outcomes[other]));
          }
        }
      }
    }
  }

  private int firstCause(EventTable events, int input) {
    return events.firstRevision(events.causeOf(row[input]));
  }

  /**
   * An input is lost once nothing holds it: its group's commit has gone past it and past every
   * record of a retry topic that carries it. What a stage parks lies on its retry topic.
   */
  private void lose(Topology.Stage stage, Evidence evidence) {
    Map<UUID, List<CarriedEvents.Carried>> retries = new HashMap<>();
    for (CarriedEvents.Carried retry : evidence.carried.retried()) {
      if (retry.role().group().equals(stage.group())) {
        retries.computeIfAbsent(retry.eventId(), id -> new ArrayList<>()).add(retry);
      }
    }
    StageLog log = evidence.stage(stage.group());
    for (int input = 0; input < size(); input++) {
      if (pending(input)) {
        lost[input] = lostAt(evidence.cases.events, log, retries, row[input]);
      }
    }
  }

  private static long lostAt(
      EventTable events, StageLog log, Map<UUID, List<CarriedEvents.Carried>> retries, int row) {
    Position position = events.position(row);
    long gone = log.passed(position);
    for (CarriedEvents.Carried retry : retries.getOrDefault(events.id(row), List.of())) {
      Position held = new Position(retry.role().name(), retry.partition(), retry.offset());
      gone = Math.max(gone, log.passed(held));
    }
    return gone;
  }
}
