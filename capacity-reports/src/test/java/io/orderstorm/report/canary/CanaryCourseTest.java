package io.orderstorm.report.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.canary.CanaryChange.Kind;
import io.orderstorm.report.canary.Rollout.Planted;
import io.orderstorm.report.expectation.CanaryPlan;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CanaryCourseTest {

  private static final long TRIALS = 120;
  private static final CanaryPlan.Rules STRICT = new CanaryPlan.Rules(120, 0.01, 0.02, 1.5);
  private static final CanaryPlan.Rules LAX = new CanaryPlan.Rules(120, 0.5, 0.5, 20.0);
  private static final CanaryPlan.Rules ONLY_ERRORS = new CanaryPlan.Rules(120, 0.01, null, null);

  private static Rollout rollout(CanaryPlan.Rules rules, Planted planted, long seed) {
    return Rollout.play(Rollout.plan(rules), planted, 300, 60, seed, 0);
  }

  private static double share(CanaryPlan.Rules rules, Planted planted, Predicate<Rollout> which) {
    return LongStream.range(0, TRIALS)
            .parallel()
            .filter(seed -> which.test(rollout(rules, planted, seed)))
            .count()
        / (double) TRIALS;
  }

  private static boolean isPromoted(Rollout rollout) {
    return rollout.last().kind() == Kind.PROMOTED;
  }

  private static boolean isCaughtEarly(Rollout rollout) {
    return rollout.last().kind() == Kind.ROLLED_BACK
        && rollout.last().byRule()
        && rollout.greatestShare() < 1;
  }

  @Test
  void aCandidateLikeTheStableVersionIsPromoted() {
    assertThat(share(STRICT, Planted.NOTHING, CanaryCourseTest::isPromoted))
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void aCandidateThatGivesSoundEventsUpIsTakenBackBeforeFullRollout() {
    Planted rejects = new Planted(0.05, 0, 1);

    assertThat(share(STRICT, rejects, CanaryCourseTest::isCaughtEarly))
        .isGreaterThanOrEqualTo(0.95);
    assertThat(rollout(STRICT, rejects, 1).last().reason())
        .startsWith("errors: failed events are ");
  }

  @Test
  void aCandidateThatDeclinesSoundOrdersIsTakenBackBeforeFullRollout() {
    Planted declines = new Planted(0, 0.08, 1);

    assertThat(share(STRICT, declines, CanaryCourseTest::isCaughtEarly))
        .isGreaterThanOrEqualTo(0.95);
    assertThat(rollout(STRICT, declines, 1).last().reason()).startsWith("outcomes: Payment");
  }

  @Test
  void aSlowCandidateIsTakenBackBeforeFullRollout() {
    Planted slow = new Planted(0, 0, 3);

    assertThat(share(STRICT, slow, CanaryCourseTest::isCaughtEarly)).isGreaterThanOrEqualTo(0.95);
    assertThat(rollout(STRICT, slow, 1).last().reason()).startsWith("latency: p95 of ");
  }

  @Test
  void rulesThatAreTooLaxLetTheSameCandidatesPass() {
    assertThat(share(LAX, new Planted(0.05, 0.08, 3), CanaryCourseTest::isPromoted))
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void aRuleThatIsNotSetAsksNothing() {
    assertThat(share(ONLY_ERRORS, new Planted(0, 0.08, 3), CanaryCourseTest::isPromoted))
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void theShareRisesStepByStepAndEachStepIsHeld() {
    List<Rollout.Made> changes = rollout(STRICT, Planted.NOTHING, 3).changes;

    assertThat(changes)
        .extracting(made -> made.change().kind())
        .containsExactly(Kind.STARTED, Kind.RAISED, Kind.PROMOTED);
    assertThat(changes).extracting(made -> made.change().to()).containsExactly(0.1, 0.3, 1.0);
    assertThat(changes).extracting(made -> made.change().from()).containsExactly(0.0, 0.1, 0.3);
    assertThat(changes.get(0).nanos()).isEqualTo(5 * Rollout.SECOND);
    assertThat(changes.get(1).nanos() - changes.get(0).nanos())
        .isBetween(8 * Rollout.SECOND, 11 * Rollout.SECOND);
  }

  @Test
  void aCandidateOfWhichTooLittleIsSeenIsTakenBack() {
    Rollout rollout = Rollout.play(Rollout.plan(STRICT), Planted.NOTHING, 5, 60, 1, 0);

    assertThat(rollout.last().kind()).isEqualTo(Kind.ROLLED_BACK);
    assertThat(rollout.last().reason()).contains("120 are wanted");
    assertThat(rollout.greatestShare()).isEqualTo(0.1);
  }

  @Test
  void theEndOfTheRunTakesBackWhatIsNotDecidedAndIsNoRule() {
    Rollout rollout = Rollout.play(Rollout.plan(STRICT), Planted.NOTHING, 300, 10, 1, 0);

    assertThat(rollout.last().kind()).isEqualTo(Kind.ROLLED_BACK);
    assertThat(rollout.last().byRule()).isFalse();
    assertThat(rollout.last().to()).isZero();
  }

  @Test
  void aRunThatEndsBeforeTheStartChangesNothing() {
    assertThat(Rollout.play(Rollout.plan(STRICT), Planted.NOTHING, 300, 4, 1, 0).changes).isEmpty();
  }
}
