package io.orderstorm.report.analysis;

import io.orderstorm.report.record.Injection;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.Dispositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what lies in the dead-letter queues with what was injected to lie there, and what
 * followed from injected records with what was to follow.
 */
final class PoisonCount {

  private record Queue(String topic, String error) {}

  private final Map<Position, Injection.Disposition> injected = new HashMap<>();
  private final Set<Position> deadLettered = new HashSet<>();
  private final Set<Position> givenUp = new HashSet<>();
  private final Set<String> falsely = new HashSet<>();
  private final Map<Queue, long[]> byCause = new HashMap<>();
  private long unacknowledged;

  private PoisonCount() {}

  static DeadLetters of(Evidence evidence) {
    PoisonCount count = new PoisonCount();
    evidence.injections.forEach(count::expect);
    evidence.carried.deadLetters().forEach(count::see);
    long expected =
        count.injected.values().stream()
            .filter(d -> d == Injection.Disposition.DEAD_LETTERED)
            .count();
    long found = count.deadLettered.size();
    return new DeadLetters(
        expected,
        found,
        expected - found,
        count.falsely.size(),
        count.others(evidence),
        count.causes());
  }

  private Dispositions others(Evidence evidence) {
    long toBeProcessed = 0;
    long processed = 0;
    long toBeIgnored = 0;
    long ignored = 0;
    for (var record : injected.entrySet()) {
      boolean followed = evidence.isCause(record.getKey());
      boolean dead = givenUp.contains(record.getKey());
      switch (record.getValue()) {
        case PROCESSED, PROCESSED_SLOWLY -> {
          toBeProcessed++;
          processed += followed && !dead ? 1 : 0;
        }
        case IGNORED -> {
          toBeIgnored++;
          ignored += followed || dead ? 0 : 1;
        }
        case DEAD_LETTERED, PARKED -> {}
      }
    }
    return new Dispositions(toBeProcessed, processed, toBeIgnored, ignored);
  }

  private void expect(Injection injection) {
    if (injection.offset() >= 0) {
      injected.put(
          new Position(injection.topic(), injection.partition(), injection.offset()),
          injection.disposition());
    } else {
      unacknowledged++;
    }
  }

  private void see(CarriedEvents.Carried dead) {
    Position origin = dead.origin();
    Injection.Disposition expected = origin == null ? null : injected.get(origin);
    boolean poison = expected == Injection.Disposition.DEAD_LETTERED;
    boolean unknownPoison = expected == null && dead.injected() && unacknowledged > 0;
    long[] counts =
        byCause.computeIfAbsent(new Queue(dead.role().name(), dead.error()), q -> new long[2]);
    counts[0]++;
    if (origin != null) {
      givenUp.add(origin);
    }
    if (poison && origin != null) {
      deadLettered.add(origin);
      counts[1]++;
    } else if (!unknownPoison) {
      Position own = new Position(dead.role().name(), dead.partition(), dead.offset());
      falsely.add(dead.role().group() + " " + (origin == null ? own : origin));
    }
  }

  private List<DeadLetters.Cause> causes() {
    Map<String, DeadLetters.Cause> sorted = new TreeMap<>();
    byCause.forEach(
        (queue, counts) ->
            sorted.put(
                queue.topic() + " " + queue.error(),
                new DeadLetters.Cause(queue.topic(), queue.error(), counts[0], counts[1])));
    return new ArrayList<>(sorted.values());
  }
}
