package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.engine.ProbeGround;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.OffsetRange;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Scope;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.plan.Planner;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Governed replays beside the loads of probes: planned, approved, audited and bounded like any
 * other, over what is there of a topic already. A record is in a plan once only, so where there is
 * less than a probe needs, several plans go over the same records side by side, each with its part
 * of the ceiling; where even that is not enough, the history is built up first. None has a guard:
 * it would slow a replay down, and then the probe would not tell what its rate does.
 */
final class ReplaysBeside {

  /** More readers and writers than this would be a load of their own. */
  private static final int MOST_PLANS = 4;

  private static final Duration LONGEST_BUILD_UP = Duration.ofMinutes(3);
  private static final Duration DRAINED = Duration.ofMinutes(2);
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A replay begins before the load does and ends after it. */
  private static final Duration AROUND = Duration.ofSeconds(8);

  private static final Duration AFTER_LOAD = Duration.ofSeconds(2);

  /** Bytes are not what is looked for, so they bound nothing. */
  private static final long ANY_BYTES = 1_000_000_000L;

  private static final Policy POLICY =
      new Policy(
          "the study's policy",
          100_000_000,
          ReplaySettings.MOST,
          ANY_BYTES,
          Duration.ofHours(1),
          List.of(),
          true,
          1);
  private static final String OWNER = "capacity-study";
  private static final String APPROVER = "capacity-study-reviewer";

  private final ProbeGround ground;
  private final ClusterAccess access;
  private final ReplayFolder folder;

  /**
   * @param session plans and the audit log go to its {@code replays/}
   */
  ReplaysBeside(ProbeGround ground, RunFolder session) {
    this.ground = ground;
    this.access = ground.endpoints().cluster("replay");
    this.folder = new ReplayFolder(session.replays());
  }

  /**
   * A load beside which replays ran.
   *
   * @param doubts what went wrong with a replay; empty if nothing did
   */
  record Played(ProbeGround.Offer offer, ReplayFlow.Asked asked, List<String> doubts) {}

  /** Offers the probe's load while replays run at the condition's ceiling, all together. */
  Played play(ProbeRequest request, Condition.ReplayBeside beside, Duration drainWithin) {
    String name = "probe-" + request.number();
    double needed = beside.ceiling() * (request.lasting().toMillis() + AROUND.toMillis()) / 1_000.0;
    long history = history(name + "-history", beside);
    if (history * MOST_PLANS < needed) {
      buildUp(needed / MOST_PLANS - history, request.rate());
      history = history(name + "-longer-history", beside);
    }
    int plans = (int) Math.min(MOST_PLANS, Math.ceil(needed / history));
    var asked =
        new ReplayFlow.Asked(
            beside.stage(), beside.source(), beside.lane(), beside.ceiling(), plans, history);
    var running = new ArrayList<BesideReplay>();
    try {
      for (int number = 1; number <= plans; number++) {
        running.add(begin(name + "-of-" + plans + "-" + number, beside, beside.ceiling() / plans));
      }
      awaitCopies(running);
      CompletableFuture.delayedExecutor(
              request.lasting().plus(AFTER_LOAD).toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> running.forEach(BesideReplay::cancel));
      ProbeGround.Offer offer =
          ground.offer("probe " + request.number(), request.rate(), request.lasting(), drainWithin);
      running.forEach(BesideReplay::close);
      return new Played(
          offer, asked, running.stream().flatMap(one -> one.doubt().stream()).toList());
    } finally {
      running.forEach(BesideReplay::close);
    }
  }

  /** Orders come in at a rate that is known to be carried; the usual share is amended. */
  private void buildUp(double missing, Rate rate) {
    long seconds = (long) Math.ceil(missing / rate.perSecond());
    ground.offer(
        "history",
        rate,
        Duration.ofSeconds(Math.min(seconds, LONGEST_BUILD_UP.toSeconds())),
        DRAINED);
  }

  /** How many records a plan would have; what a replay told again is in none. */
  private long history(String name, Condition.ReplayBeside beside) {
    try (Desk desk = desk()) {
      return new Planner(access, desk.cluster())
          .plan(request(desk, name, beside, beside.ceiling()), POLICY, Instant.now())
          .plan()
          .blastRadius()
          .records();
    }
  }

  private BesideReplay begin(String name, Condition.ReplayBeside beside, double perSecond) {
    Desk desk = desk();
    try {
      SealedPlan plan = desk.plan(request(desk, name, beside, perSecond), null).sealed();
      desk.approve(plan, APPROVER, "a probe of the capacity study");
      return BesideReplay.begin(desk, plan);
    } catch (RuntimeException e) {
      desk.close();
      throw e;
    }
  }

  private Desk desk() {
    return Desk.at(access, folder, POLICY, "");
  }

  private static ReplayRequest request(
      Desk desk, String name, Condition.ReplayBeside beside, double perSecond) {
    return new ReplayRequest(
        name,
        OWNER,
        "To learn at which rate a replay leaves live orders alone",
        Scope.of(history(desk, beside.source())),
        new Ceiling(perSecond, ANY_BYTES),
        new Target.Lane(beside.stage()),
        null,
        false,
        null);
  }

  /** All of a topic's records, as far as there are any now. */
  private static List<OffsetRange> history(Desk desk, String topic) {
    TopicSeen seen = desk.cluster().topics(List.of(topic)).get(0);
    var partitions = new ArrayList<TopicPartition>();
    for (int number = 0; number < seen.partitions(); number++) {
      partitions.add(new TopicPartition(topic, number));
    }
    Map<TopicPartition, Long> begins = desk.cluster().begins(partitions);
    var ranges = new ArrayList<OffsetRange>();
    for (TopicPartition partition : partitions) {
      long begin = begins.getOrDefault(partition, 0L);
      long end = seen.ends().get(partition.partition());
      if (end > begin) {
        ranges.add(new OffsetRange(topic, partition.partition(), begin, end));
      }
    }
    return ranges;
  }

  private void awaitCopies(List<BesideReplay> running) {
    long latest = ground.nanos() + STARTED_WITHIN.toNanos();
    while (!running.stream().allMatch(one -> one.copies() || one.isOver())
        && ground.nanos() < latest) {
      ground.pause(LOOK);
    }
  }
}
