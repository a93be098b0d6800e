package io.orderstorm.scenario.drill;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.scenario.engine.Site;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.OffsetRange;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Scope;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import io.orderstorm.simulator.replay.run.ReplayRun;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the safe rate of a replay by a short search under the live load, and then replays at it and
 * at one and a half times as much. What is replayed was handled already, from the first stage on.
 *
 * @param live orders a second that the scenario offers
 * @param history how long orders come in before the first replay
 * @param settling the first part beside a replay, which is not judged
 * @param judged the rest
 * @param search in copies a second
 */
record SafeRateTrial(
    double live, Duration history, Duration settling, Duration judged, RateSearch.Settings search) {

  static final String PROBED = "probed";
  static final String FOUND = "found";
  static final String AT_SAFE_RATE = "at-safe-rate";
  static final String BEYOND = "beyond";

  /** So many times the safe rate has to do harm. */
  static final double TOO_MUCH = 1.5;

  private static final StageName STAGE = StageName.INVENTORY;
  private static final String SOURCE = "orders";
  private static final long BYTES = 40_000_000;

  /** A replay begins and ends outside of what is judged. */
  private static final Duration AROUND = Duration.ofSeconds(3);

  private static final long LOOK_MILLIS = 100;
  private static final long STARTED_WITHIN_MILLIS = 30_000;

  /** What the machine did to a proof is no proof: it is made again, once. */
  private static final int TRIES = 2;

  void work(Site site) throws InterruptedException {
    var steps = new Steps(site);
    while (site.records() == 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    TimeUnit.MILLISECONDS.sleep(history.toMillis());
    try (Desk desk = Governed.desk(site, Policy.USUAL)) {
      var work = new Work(site, steps, new Governed(steps), desk);
      var searching = new RateSearch(search);
      double borne = 0;
      for (OptionalDouble next = searching.next(); next.isPresent(); next = searching.next()) {
        Judged probe = work.probe(PROBED, next.getAsDouble());
        searching.answered(probe.answer());
        borne = Math.max(borne, borne(probe));
      }
      RateSearch.Result found = searching.result();
      double safe = Math.min(found.low(), borne);
      steps.done(
          FOUND,
          String.format(
              Locale.ROOT,
              "%.0f copies/s after %d probes, between %.0f and %.0f",
              Math.min(found.rate(), borne),
              searching.steps().size(),
              safe,
              found.high()),
          Map.of(
              "safe",
              safe,
              "highestSustained",
              borne,
              "breaksAt",
              Double.isFinite(found.high()) && !found.limitedByHarness() ? found.high() : 0.0));
      if (safe > 0) {
        work.prove(AT_SAFE_RATE, safe);
        work.prove(BEYOND, TOO_MUCH * safe);
      }
      site.endLoad("every replay that was to be borne is over");
      work.governed.audit(desk);
    }
  }

  /** The copies a second that live orders were seen to bear; what was searched are ceilings. */
  private static double borne(Judged probe) {
    ReplayFlow flow = probe.figures().replay();
    return flow == null || probe.answer() != Judged.Answer.SUSTAINED
        ? 0
        : Math.min(flow.asked().ceilingPerSecond(), flow.copiedPerSecond());
  }

  /** What the operator has at hand. */
  private final class Work {

    private final Site site;
    private final Steps steps;
    private final Governed governed;
    private final Desk desk;
    private int number;

    Work(Site site, Steps steps, Governed governed, Desk desk) {
      this.site = site;
      this.steps = steps;
      this.governed = governed;
      this.desk = desk;
    }

    void prove(String step, double perSecond) throws InterruptedException {
      Judged.Answer answer = Judged.Answer.INVALID;
      for (int tries = 0; tries < TRIES && answer == Judged.Answer.INVALID; tries++) {
        answer = probe(step, perSecond).answer();
      }
    }

    Judged probe(String step, double perSecond) throws InterruptedException {
      number++;
      Duration lasting = settling.plus(judged).plus(AROUND);
      long records = (long) Math.ceil(perSecond * lasting.toMillis() / 1_000.0);
      SealedPlan plan =
          desk.plan(request("probe-" + number, perSecond, oldest(records)), null).sealed();
      governed.approve(desk, plan);
      BesideLoad beside = replay(plan, perSecond);
      OverloadTrial.awaitDrained(desk);
      Judged probe = beside.judge(site.folder());
      steps.done(
          step,
          String.format(
              Locale.ROOT,
              "%.0f copies/s: %s, %s",
              perSecond,
              probe.answer().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              String.join("; ", probe.reasons())),
          beside.noted());
      return probe;
    }

    private BesideLoad replay(SealedPlan plan, double perSecond) throws InterruptedException {
      var copied = new AtomicLong();
      ReplayRun run = desk.admit(plan, status -> copied.set(status.copied()));
      CompletableFuture<Void> over =
          CompletableFuture.runAsync(
              run::run, task -> new Thread(task, "replay-" + number).start());
      try {
        long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STARTED_WITHIN_MILLIS);
        while (copied.get() == 0 && !over.isDone() && System.nanoTime() - latest < 0) {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        long from = site.clock().nanos();
        TimeUnit.MILLISECONDS.sleep(settling.plus(judged).toMillis());
        long judgedFrom = from + settling.toNanos();
        return new BesideLoad(
            BesideLoad.window(number, live, from, judgedFrom, judgedFrom + judged.toNanos()),
            new ReplayFlow.Asked(
                STAGE.group(),
                SOURCE,
                STAGE.retryTopic(SOURCE),
                perSecond,
                1,
                plan.plan().blastRadius().records()));
      } catch (InterruptedException e) {
        run.interrupt();
        throw e;
      } finally {
        over.join();
      }
    }

    private ReplayRequest request(String name, double perSecond, List<OffsetRange> history) {
      return new ReplayRequest(
          name,
          Governed.OWNER,
          "What a replay of this rate does to live orders",
          Scope.of(history),
          new Ceiling(perSecond, BYTES),
          new Target.Lane(STAGE.group()),
          null,
          false,
          null);
    }

    /** The oldest records of each partition, all together so many, if there are. */
    private List<OffsetRange> oldest(long records) {
      TopicSeen seen = desk.cluster().topics(List.of(SOURCE)).get(0);
      long each = (long) Math.ceil(records / (double) seen.partitions());
      var ranges = new ArrayList<OffsetRange>();
      for (int partition = 0; partition < seen.partitions(); partition++) {
        long end = Math.min(each, seen.ends().get(partition));
        if (end > 0) {
          ranges.add(new OffsetRange(SOURCE, partition, 0, end));
        }
      }
      return ranges;
    }
  }
}
