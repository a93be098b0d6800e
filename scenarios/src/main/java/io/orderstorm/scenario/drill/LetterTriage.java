package io.orderstorm.scenario.drill;

import io.orderstorm.scenario.engine.Site;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.scenario.replay.OpenLetters;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.LetterFilter;
import io.orderstorm.simulator.deadletter.LetterGroup;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.Redrive;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Triages dead letters as the on-call engineer does: waits until no more come, groups them by
 * cause, looks at one of each, gives up what no redrive can mend and redrives what has a cause that
 * is gone.
 */
final class LetterTriage {

  static final String LISTED = "listed";
  static final String SHOWN = "shown";
  static final String DISCARDED = "discarded";
  static final String CLEARED = "cleared";

  /** Causes that blame the service, not the event: with the service back, the event is sound. */
  private static final Set<String> SERVICE_WAS_AWAY =
      Set.of("CircuitOpen", "ServiceFailure", "CallTimeout", "ConnectionFailure");

  private static final String TRIAGED_BY = "on-call";
  private static final Ceiling VELOCITY = new Ceiling(60, 8 << 20);
  private static final Guard GUARD = new Guard("fulfilment", 1_000, 500);
  private static final Duration SLA = Duration.ofHours(4);
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final long LOOK_EVERY_MILLIS = 2_000;
  private static final int STILL = 4;

  private final Set<String> mended;
  private final String intent;

  /**
   * @param mended causes that are gone, so that a redrive mends what they did
   * @param intent of that redrive
   */
  LetterTriage(Set<String> mended, String intent) {
    this.mended = mended;
    this.intent = intent;
  }

  /** After an outage of a service. */
  static LetterTriage afterOutage() {
    return new LetterTriage(SERVICE_WAS_AWAY, "The provider is back");
  }

  void work(Site site) throws InterruptedException {
    var steps = new Steps(site);
    var governed = new Governed(steps);
    try (Desk desk = Governed.desk(site, Policy.USUAL)) {
      OpenLetters all = awaitNoMore(desk);
      List<LetterGroup> groups =
          LetterGroup.of(all.open(), all.triage(), Instant.now(), SLA, WINDOW);
      site.alert("dead-letters", "payment", all.open().size() + " are open");
      steps.done(LISTED, all.open().size() + " open in " + groups.size() + " groups");
      for (LetterGroup group : groups) {
        shown(all, group, steps);
      }
      for (String cause : causes(groups)) {
        OpenLetters letters = desk.letters(List.of(), ofCause(cause));
        if (mended.contains(cause)) {
          redrive(desk, letters, governed);
        } else {
          discard(desk, letters, cause, steps);
        }
      }
      awaitNothingOpen(desk, steps);
      site.endLoad("what was given up is dealt with, and nothing more came");
      governed.audit(desk);
    }
  }

  private static List<String> causes(List<LetterGroup> groups) {
    return groups.stream().map(LetterGroup::cause).distinct().toList();
  }

  private static LetterFilter ofCause(String cause) {
    return new LetterFilter(Optional.of(cause), Optional.empty(), Optional.empty(), List.of());
  }

  private OpenLetters awaitNoMore(Desk desk) throws InterruptedException {
    int still = 0;
    int before = 0;
    while (true) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      OpenLetters letters = desk.letters(List.of(), LetterFilter.ALL);
      still = letters.open().size() == before && before > 0 ? still + 1 : 0;
      before = letters.open().size();
      boolean away = letters.open().stream().anyMatch(letter -> mended.contains(letter.cause()));
      if (still >= STILL && away) {
        return letters;
      }
    }
  }

  private static void shown(OpenLetters letters, LetterGroup group, Steps steps) {
    DeadLetter one =
        letters.open().stream()
            .filter(letter -> letter.cause().equals(group.cause()))
            .findFirst()
            .orElseThrow();
    steps.done(
        SHOWN,
        String.format(
            "%s, %d of %s: %s, origin %s, owner %s, %s",
            group.cause(),
            group.count(),
            group.topic(),
            one.message(),
            one.originPosition(),
            one.owner(),
            one.runbook()));
  }

  private static void discard(Desk desk, OpenLetters letters, String cause, Steps steps) {
    String reason = cause + ": no redrive mends what is wrong with the event itself";
    desk.discard(letters.open(), TRIAGED_BY, reason);
    steps.done(
        DISCARDED,
        letters.open().size() + " by " + TRIAGED_BY + ", " + reason,
        Map.of("letters", letters.open().size()));
  }

  private void redrive(Desk desk, OpenLetters letters, Governed governed)
      throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1_100); // plans are named by the second
    SealedPlan plan =
        desk.redrive(
                letters,
                Governed.OWNER,
                intent,
                new Target.Stage(),
                VELOCITY,
                GUARD,
                new Redrive(desk.policy().maxRedrives(), Map.of()))
            .sealed();
    governed.approve(desk, plan);
    governed.run(desk, plan);
  }

  /** What fails again lies there again: so nothing may be open a while later. */
  private static void awaitNothingOpen(Desk desk, Steps steps) throws InterruptedException {
    int still = 0;
    while (still < STILL) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      still = desk.letters(List.of(), LetterFilter.ALL).open().isEmpty() ? still + 1 : 0;
    }
    steps.done(CLEARED, "no dead letter is open");
  }
}
