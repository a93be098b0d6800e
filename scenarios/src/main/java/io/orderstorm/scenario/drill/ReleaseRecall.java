package io.orderstorm.scenario.drill;

import io.orderstorm.scenario.engine.Site;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Takes a release back as the on-call engineer does: is called by an alert, looks at it, takes the
 * release back, and has what it gave up done by the version before it.
 */
final class ReleaseRecall {

  static final String CALLED = "called";
  static final String RECALLED = "recalled";

  /** What the release gives up; the version before it can handle it. */
  static final String CAUSE = "CandidateDefect";

  private static final String ALERT = "payment-dead-letters";
  private static final long LOOK_EVERY_MILLIS = 250;

  private final Duration thinking;

  /**
   * @param thinking what a person takes from the alert to the decision
   */
  ReleaseRecall(Duration thinking) {
    this.thinking = thinking;
  }

  void work(Site site) throws InterruptedException {
    var steps = new Steps(site);
    while (!site.alerts().contains(ALERT)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    steps.done(CALLED, "by the alert " + ALERT);
    TimeUnit.MILLISECONDS.sleep(thinking.toMillis());
    site.takeCandidateBack("taken back by the on-call: it gives up what it should charge");
    steps.done(RECALLED, "the version before it has all keys again");
    new LetterTriage(Set.of(CAUSE), "The release is taken back").work(site);
  }
}
