package io.orderstorm.scenario.drill;

import io.orderstorm.scenario.engine.Site;
import io.orderstorm.scenario.file.ReplayRequestFile;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.plan.BlastRadius;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.StoreView;
import io.orderstorm.simulator.replay.run.DryRun;
import io.orderstorm.simulator.store.UnansweredLookup.Unanswered;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Notices that payment never answered some orders, and has their events replayed into it: request,
 * plan, what must be refused, approval, dry run, run, and a look whether all is answered. Knows
 * nothing of what broke.
 *
 * @param stuckFor how long payment may owe an answer while it has hardly any lag
 * @param margin what the scope takes in before the oldest of them: times are not known to the
 *     second, and what was done already must not be done again
 * @param recordsPerSecond the ceiling
 */
record PaymentRepair(Duration stuckFor, Duration margin, int recordsPerSecond) {

  static final String DETECTED = "detected";
  static final String PLANNED = "planned";
  static final String LOOKED = "dry-run";
  static final String REPAIRED = "repaired";

  private static final String GROUP = "payment";

  /** Less lag than this is a group that keeps up. */
  private static final long KEEPS_UP = 200;

  private static final long LOOK_EVERY_MILLIS = 2_000;

  void repair(Site site) throws InterruptedException {
    var steps = new Steps(site);
    var governed = new Governed(steps);
    try (Reconciliation store = Reconciliation.at(site);
        Desk desk = Governed.desk(site, Policy.USUAL)) {
      Unanswered stuck = awaitTrouble(site, store, desk, steps);
      Path request = request(site, stuck);
      SealedPlan plan =
          desk.plan(ReplayRequestFile.read(request), StoreView.of(store.effects())).sealed();
      planned(plan, steps);
      requireRefusals(desk, plan, governed);
      governed.approve(desk, plan);
      DryRun.Difference difference = desk.look(plan);
      steps.done(LOOKED, String.format("%,d records would be appended", difference.records()));
      governed.run(desk, plan);
      awaitRepair(store, steps);
      governed.audit(desk);
    }
  }

  /**
   * Orders without an answer although payment has read nearly everything: it was never given them.
   */
  private Unanswered awaitTrouble(Site site, Reconciliation store, Desk desk, Steps steps)
      throws InterruptedException {
    int seen = 0;
    while (true) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      Unanswered stuck = store.olderThan(stuckFor);
      boolean keepsUp = !stuck.isNone() && keepsUp(desk);
      seen = keepsUp ? seen + 1 : 0;
      if (seen == 2) { // not what it is working on at this very moment
        String what =
            String.format(
                "%,d orders have had no answer from payment for over %d s, and it has no lag",
                stuck.events(), stuckFor.toSeconds());
        site.alert("orders-unanswered", GROUP, what);
        steps.done(
            DETECTED, what, Map.of("unanswered", stuck.events(), "recordsSeen", site.records()));
        return stuck;
      }
    }
  }

  private static boolean keepsUp(Desk desk) {
    try {
      return desk.cluster().lag(GROUP) < KEEPS_UP;
    } catch (ReplayFailedException unknown) {
      return false; // a group whose lag can't be seen is not known to keep up
    }
  }

  private Path request(Site site, Unanswered stuck) {
    Instant from = Instant.ofEpochSecond(0, stuck.oldestNanos()).minus(margin);
    return Governed.write(
        site,
        "request.yaml",
        """
        replay: unanswered-orders
        owner: %s
        intent: Payment never answered %d orders; let it have their events again
        scope:
          topics: [ inventory ]
          from: %s
          to: %s
        ceiling: { records: %d/s, bytes: 8MiB/s }
        target: { stage: payment }
        guard: { group: fulfilment, lag-above: 2000 }
        """
            .formatted(Governed.OWNER, stuck.events(), from, Instant.now(), recordsPerSecond));
  }

  private static void planned(SealedPlan plan, Steps steps) {
    BlastRadius radius = plan.plan().blastRadius();
    steps.done(
        PLANNED,
        String.format(
            "%,d records of %,d orders, %,d with an effect already, %d s at the ceiling",
            radius.records(),
            radius.orders(),
            radius.effectsPresent(),
            radius.atCeiling().toSeconds()),
        Map.of("plan", plan.plan().id()));
  }

  /** Governance that lets everything through is none: both have to be refused. */
  private static void requireRefusals(Desk desk, SealedPlan plan, Governed governed) {
    governed.refused(
        "a run without approval",
        () -> {
          var unused = desk.admit(plan, status -> {});
        });
    governed.refused("the owner's own approval", () -> desk.approve(plan, plan.plan().owner(), ""));
  }

  private void awaitRepair(Reconciliation store, Steps steps) throws InterruptedException {
    while (!store.olderThan(stuckFor).isNone()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    steps.done(REPAIRED, "payment owes no order an answer");
  }
}
