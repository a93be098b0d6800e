package io.orderstorm.scenario.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.result.ObjectiveResult;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Which events were given up, redriven and discarded in a run, by their ids, as the observer saw
 * them on the topics.
 *
 * @param sound ids of dead letters that no message fault put there
 * @param redriven ids of the events that redrives gave to stages again
 * @param poison dead letters of message faults
 * @param poisonRedriven copies that redrives made of such
 * @param discarded dead letters that were discarded, by the audit log
 */
record TriagedLetters(
    Set<UUID> sound, Set<UUID> redriven, long poison, long poisonRedriven, long discarded) {

  private static final String DEAD_LETTERS = ".dlq";
  private static final String RETRIES = ".retry";

  static TriagedLetters of(Evidence evidence) {
    var sound = new HashSet<UUID>();
    var redriven = new HashSet<UUID>();
    long[] poison = {0, 0};
    evidence.observations(
        topic -> topic.endsWith(DEAD_LETTERS),
        letter -> {
          if (letter.injected()) {
            poison[0]++;
          } else {
            sound.add(letter.eventId());
          }
        });
    evidence.observations(
        topic -> topic.endsWith(RETRIES),
        copy -> {
          if (isRedriven(copy) && copy.injected()) {
            poison[1]++;
          } else if (isRedriven(copy)) {
            redriven.add(copy.eventId());
          }
        });
    return new TriagedLetters(sound, redriven, poison[0], poison[1], discarded(evidence));
  }

  private static boolean isRedriven(Observation copy) {
    return copy.replayed();
  }

  private static long discarded(Evidence evidence) {
    long letters = 0;
    for (JsonNode line : evidence.audited("", "discarded")) {
      letters += line.path("details").path("letters").size();
    }
    return letters;
  }

  /** Sound events that were given up and never redriven. */
  long missed() {
    return sound.stream().filter(id -> !redriven.contains(id)).count();
  }

  /** Redriven events that had never been given up. */
  long strangers() {
    return redriven.stream().filter(id -> !sound.contains(id)).count();
  }

  /** Whether what was redriven is what was given up without being poison. */
  ObjectiveResult redrivenExactly() {
    return new ObjectiveResult(
        "redriven",
        "exactly the sound ones, by their ids",
        String.format(
            Locale.ROOT,
            "%,d of %,d, %,d missed, %,d others, %,d poison",
            redriven.size(),
            sound.size(),
            missed(),
            strangers(),
            poisonRedriven),
        missed() + strangers() + poisonRedriven == 0 && !redriven.isEmpty());
  }
}
