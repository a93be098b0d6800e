package io.orderstorm.simulator.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Open dead letters of one topic, cause and owner.
 *
 * @param oldestAge since the first failure of the oldest
 * @param late older than the triage SLA
 * @param perMinute dead letters that came within the last window, by its minutes
 * @param redriven that were redriven before and failed again
 */
public record LetterGroup(
    String topic,
    String cause,
    String owner,
    String runbook,
    long count,
    Duration oldestAge,
    long late,
    double perMinute,
    long redriven) {

  /**
   * Groups dead letters, the most of them first. Pure.
   *
   * @param window over which growth is counted
   */
  public static List<LetterGroup> of(
      List<DeadLetter> open, Triage triage, Instant now, Duration sla, Duration window) {
    Map<List<String>, List<DeadLetter>> groups = new LinkedHashMap<>();
    for (DeadLetter letter : open) {
      groups
          .computeIfAbsent(
              List.of(letter.record().topic(), letter.cause(), letter.owner()),
              names -> new java.util.ArrayList<>())
          .add(letter);
    }
    return groups.values().stream()
        .map(letters -> group(letters, triage, now, sla, window))
        .sorted(
            Comparator.comparingLong(LetterGroup::count)
                .reversed()
                .thenComparing(LetterGroup::topic)
                .thenComparing(LetterGroup::cause))
        .toList();
  }

  private static LetterGroup group(
      List<DeadLetter> letters, Triage triage, Instant now, Duration sla, Duration window) {
    DeadLetter first = letters.get(0);
    long oldest =
        letters.stream().mapToLong(DeadLetter::firstFailureMillis).min().orElse(now.toEpochMilli());
    long lateBefore = now.minus(sla).toEpochMilli();
    long recentSince = now.minus(window).toEpochMilli();
    long recent =
        letters.stream().filter(letter -> letter.record().timestamp() >= recentSince).count();
    return new LetterGroup(
        first.record().topic(),
        first.cause(),
        first.owner(),
        first.runbook(),
        letters.size(),
        Duration.ofMillis(Math.max(0, now.toEpochMilli() - oldest)),
        letters.stream().filter(letter -> letter.firstFailureMillis() < lateBefore).count(),
        recent / (window.toMillis() / 60_000.0),
        letters.stream().filter(letter -> triage.passes(letter) > 0).count());
  }
}
