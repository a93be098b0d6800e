package io.orderstorm.report.recount;

import io.orderstorm.report.record.Injection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was injected to be dead-lettered, and what was dead-lettered. */
final class PoisonRecount {

  final long injected;
  final long deadLettered;
  final long falselyDeadLettered;

  PoisonRecount(RunFrame run) {
    Map<Place, Injection> known = new HashMap<>();
    boolean someUnknown = false;
    for (Injection injection : run.injections) {
      someUnknown |= injection.offset() < 0;
      if (injection.offset() >= 0) {
        known.put(
            new Place(injection.topic(), injection.partition(), injection.offset()), injection);
      }
    }
    Set<Place> found = new HashSet<>();
    Set<String> falsely = new HashSet<>();
    for (Carried letter : run.deadLetters) {
      Place origin = letter.origin();
      Injection injection = origin == null ? null : known.get(origin);
      if (origin != null && isPoison(injection)) {
        found.add(origin);
      } else if (injection != null || !letter.record().injected() || !someUnknown) {
        falsely.add(letter.group() + " " + (origin == null ? letter.place() : origin));
      }
    }
    injected = known.values().stream().filter(PoisonRecount::isPoison).count();
    deadLettered = found.size();
    falselyDeadLettered = falsely.size();
  }

  private static boolean isPoison(@org.jspecify.annotations.Nullable Injection injection) {
    return injection != null && injection.disposition() == Injection.Disposition.DEAD_LETTERED;
  }
}
