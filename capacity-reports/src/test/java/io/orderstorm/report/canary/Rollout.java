package io.orderstorm.report.canary;

import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.HandlingRecord;
import io.orderstorm.report.record.HandlingRecord.Choice;
import io.orderstorm.report.record.HandlingRecord.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A stage under load whose candidate differs by what is planted, and the course of its rollout. */
public final class Rollout {

  public static final long SECOND = 1_000_000_000L;
  private static final long LOOK = SECOND / 2;
  private static final long BEHIND = SECOND;
  private static final double DECLINED = 0.01;
  private static final double MEDIAN_NANOS = 12e6;
  private static final double SPREAD = 0.7;

  /** What is planted: the candidate's excess of failures and of declines, and its slowness. */
  public record Planted(double rejects, double declines, double slower) {
    public static final Planted NOTHING = new Planted(0, 0, 1);
  }

  /** A change and when it was made. */
  public record Made(long nanos, CanaryChange change) {}

  private final CanaryPlan plan;
  private final Planted planted;
  private final double perSecond;
  private final RandomGenerator random;
  private final long start;
  public final List<HandlingRecord> records = new ArrayList<>();
  public final List<Made> changes = new ArrayList<>();

  private Rollout(CanaryPlan plan, Planted planted, double perSecond, long seed, long start) {
    this.plan = plan;
    this.planted = planted;
    this.perSecond = perSecond;
    this.random = new SplittableRandom(seed);
    this.start = start;
  }

  public static CanaryPlan plan(CanaryPlan.Rules rules) {
    return new CanaryPlan(
        "payment",
        CanaryPlan.Mode.KEYS,
        "planted",
        Duration.ofSeconds(5),
        List.of(0.1, 0.3, 1.0),
        Duration.ofSeconds(8),
        rules);
  }

  /** Plays so many seconds. */
  public static Rollout play(
      CanaryPlan plan, Planted planted, double perSecond, long seconds, long seed, long start) {
    var rollout = new Rollout(plan, planted, perSecond, seed, start);
    rollout.play(seconds);
    return rollout;
  }

  private void play(long seconds) {
    var course = new CanaryCourse(plan, start);
    double share = 0;
    long look = start;
    long end = start + seconds * SECOND;
    int seen = 0;
    for (double at = 0;
        start + (long) at < end;
        at += -Math.log(1 - random.nextDouble()) / perSecond * 1e9) {
      long now = start + (long) at;
      while (look <= now) {
        for (; seen < records.size() && records.get(seen).timeNanos() <= look; seen++) {
          course.take(records.get(seen));
        }
        Optional<CanaryChange> change = course.look(look, look - BEHIND);
        if (change.isPresent()) {
          share = change.get().to();
          changes.add(new Made(look, change.get()));
        }
        look += LOOK;
      }
      records.add(record(now, random.nextDouble() < share));
    }
    course.end("the load ended first").ifPresent(last -> changes.add(new Made(end, last)));
  }

  private HandlingRecord record(long now, boolean candidate) {
    boolean dead = candidate && random.nextDouble() < planted.rejects();
    boolean declined = random.nextDouble() < DECLINED + (candidate ? planted.declines() : 0);
    double latency = MEDIAN_NANOS * Math.exp(SPREAD * random.nextGaussian());
    EventType outcome = declined ? EventType.PAYMENT_DECLINED : EventType.PAYMENT_CONFIRMED;
    return new HandlingRecord(
        now,
        "inventory",
        records.size() % 4,
        records.size() / 4,
        records.size(),
        new UUID(7, records.size()),
        candidate,
        false,
        false,
        dead ? Choice.INVALID : Choice.CALL,
        dead ? EventType.UNKNOWN : EventType.PAYMENT_CONFIRMED,
        dead ? Ending.DEAD_LETTERED : Ending.HANDLED,
        dead ? EventType.UNKNOWN : outcome,
        (long) (latency * (candidate ? planted.slower() : 1)));
  }

  /** How it ended; empty if it did not. */
  public Optional<CanaryChange.Kind> ending() {
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(changes.get(changes.size() - 1).change().kind());
  }

  public CanaryChange last() {
    return changes.get(changes.size() - 1).change();
  }

  /** The greatest share of the keys that the candidate had. */
  public double greatestShare() {
    return changes.stream().mapToDouble(made -> made.change().to()).max().orElse(0);
  }
}
