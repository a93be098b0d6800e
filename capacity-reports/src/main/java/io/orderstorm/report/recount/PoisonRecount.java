package io.orderstorm.report.recount;

import io.orderstorm.report.record.Injection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What was injected, to what end, and what became of it. */
final class PoisonRecount {

  final long injected;
  final long deadLettered;
  final long falselyDeadLettered;
  final long toBeProcessed;
  final long processed;
  final long toBeIgnored;
  final long ignored;

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
    Set<Place> dealtWith = new HashSet<>(run.causes(known.keySet()));
    Set<Place> dead = new HashSet<>();
    run.deadLetters.stream()
        .map(Carried::origin)
        .filter(java.util.Objects::nonNull)
        .forEach(dead::add);
    toBeProcessed = count(known, PoisonRecount::isToBeProcessed, place -> true);
    processed =
        count(
            known,
            PoisonRecount::isToBeProcessed,
            place -> dealtWith.contains(place) && !dead.contains(place));
    toBeIgnored = count(known, PoisonRecount::isToBeIgnored, place -> true);
    ignored =
        count(
            known,
            PoisonRecount::isToBeIgnored,
            place -> !dealtWith.contains(place) && !dead.contains(place));
  }

  private static long count(
      Map<Place, Injection> known, Predicate<Injection> which, Predicate<Place> condition) {
    return known.entrySet().stream()
        .filter(e -> which.test(e.getValue()) && condition.test(e.getKey()))
        .count();
  }

  private static boolean isToBeProcessed(Injection injection) {
    return injection.disposition() == Injection.Disposition.PROCESSED
        || injection.disposition() == Injection.Disposition.PROCESSED_SLOWLY;
  }

  private static boolean isToBeIgnored(Injection injection) {
    return injection.disposition() == Injection.Disposition.IGNORED;
  }

  private static boolean isPoison(@org.jspecify.annotations.Nullable Injection injection) {
    return injection != null && injection.disposition() == Injection.Disposition.DEAD_LETTERED;
  }
}
