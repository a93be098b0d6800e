package io.orderstorm.scenario.drill;

import io.orderstorm.scenario.engine.Site;
import io.orderstorm.scenario.file.ReplayPolicyFile;
import io.orderstorm.scenario.file.ReplayRequestFile;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Replays what was handled already into the first stage, twice under the same live load: bounded
 * and guarded, then forced through under a policy that allows it. Every outcome is told again, so
 * the stages behind have the copies beside live orders.
 *
 * @param history how long orders come in before the first replay
 * @param part of the history that the bounded one replays
 * @param recordsPerSecond its ceiling
 */
record OverloadTrial(Duration history, Duration part, int recordsPerSecond) {

  static final String BOUNDED = "bounded";
  static final String FORCED = "forced";
  static final String DRAINED = "drained";

  private static final List<String> GROUPS =
      List.of("inventory", "payment", "fulfilment", "notification");

  /** A group that lags by less has nothing of a replay left. */
  private static final long KEEPS_UP = 200;

  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final long REST_MILLIS = 6_000;
  private static final String UNLIMITED = "{ records: 100000/s, bytes: 100MB/s }";

  void work(Site site) throws InterruptedException {
    var steps = new Steps(site);
    var governed = new Governed(steps);
    while (site.records() == 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    Instant began = Instant.now();
    TimeUnit.MILLISECONDS.sleep(history.toMillis());
    try (Desk desk = Governed.desk(site, Policy.USUAL)) {
      requireRefusals(site, desk, governed, began);
      Path bounded =
          request(
              site,
              BOUNDED,
              "from: " + began + "\n  to: " + began.plus(part),
              "{ records: %d/s, bytes: 4MiB/s }".formatted(recordsPerSecond),
              "guard: { group: fulfilment, lag-above: 500 }");
      replay(desk, governed, steps, bounded, BOUNDED);
    }
    TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    Policy forcing =
        ReplayPolicyFile.read(
            Governed.write(
                site,
                "forcing-policy.yaml",
                "max-rate: " + UNLIMITED + "\nmax-records: 10000000\n"));
    try (Desk desk = Governed.desk(site, forcing)) {
      Path forced =
          request(
              site, FORCED, "from: 2000-01-01T00:00:00Z\n  to: " + Instant.now(), UNLIMITED, "");
      replay(desk, governed, steps, forced, FORCED);
      site.endLoad("live orders were seen without, beside and after both replays");
      governed.audit(desk);
    }
  }

  private static void requireRefusals(Site site, Desk desk, Governed governed, Instant began) {
    Path unbounded = request(site, "unbounded", "event-types: [ OrderPlaced ]", UNLIMITED, "");
    governed.refused(
        "a scope without bounds",
        ScenarioException.class,
        () -> {
          var unused = ReplayRequestFile.read(unbounded);
        });
    Path unlimited =
        request(site, "unlimited", "from: " + began + "\n  to: " + Instant.now(), UNLIMITED, "");
    governed.refused(
        "a ceiling beyond the policy",
        () -> {
          var unused = desk.plan(ReplayRequestFile.read(unlimited), null);
        });
  }

  private static Path request(Site site, String name, String scope, String ceiling, String guard) {
    return Governed.write(
        site,
        name + ".yaml",
        """
        replay: %s
        owner: %s
        intent: What an overload does to live orders
        scope:
          topics: [ orders ]
          %s
        ceiling: %s
        target: { stage: inventory }
        %s
        """
            .formatted(name, Governed.OWNER, scope, ceiling, guard));
  }

  private static void replay(Desk desk, Governed governed, Steps steps, Path request, String name)
      throws InterruptedException {
    SealedPlan plan = desk.plan(ReplayRequestFile.read(request), null).sealed();
    steps.done(
        name,
        String.format(
            "%,d records, at most %.0f/s",
            plan.plan().blastRadius().records(),
            plan.plan().request().ceiling().recordsPerSecond()),
        Map.of("plan", plan.plan().id()));
    governed.approve(desk, plan);
    governed.run(desk, plan);
    awaitDrained(desk);
    steps.done(DRAINED, "every group has read what follows", Map.of("plan", plan.plan().id()));
  }

  /** Waits until every group has read what a replay and live orders left. */
  static void awaitDrained(Desk desk) throws InterruptedException {
    int quiet = 0;
    while (quiet < 2) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      quiet = isDrained(desk) ? quiet + 1 : 0;
    }
  }

  private static boolean isDrained(Desk desk) {
    try {
      return GROUPS.stream().allMatch(group -> desk.cluster().lag(group) < KEEPS_UP);
    } catch (ReplayFailedException unknown) {
      return false;
    }
  }
}
