package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.ConsumerConcurrency.Need.Basis;
import io.orderstorm.report.capacity.DimensionLimit.Known;
import io.orderstorm.report.capacity.PlanContext.RecoveryTarget;
import io.orderstorm.report.capacity.PlanContext.RecoveryTarget.Counts;
import io.orderstorm.report.capacity.ProbeFigures.ServiceFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether consumers work faster than orders come, by as much as it takes to make up for an outage
 * in time.
 *
 * @param stages each stage
 * @param workingPerSecond μ, what came out of the pipeline while more than enough went in; null
 *     without a saturation probe
 * @param workingIsLeast whether no backlog grew then: what was offered was no more than the
 *     pipeline can do, and μ is only known to be at least that
 * @param recoveries how far μ reaches for each target; empty without μ, targets or a rate to plan
 *     for
 * @param limit the stage whose calls at a time are used up first
 */
public record ConsumerConcurrency(
    List<StageUse> stages,
    @Nullable Double workingPerSecond,
    boolean workingIsLeast,
    List<Recovery> recoveries,
    DimensionLimit limit) {

  /** The outage that a working rate is asked for. */
  public static final Duration OUTAGE = Duration.ofMinutes(1);

  /**
   * A stage and its consumers.
   *
   * @param partitions more consumers than these have nothing to read
   * @param calls c: calls that they make at a time
   * @param used L: of these, in use on average at the highest sustained rate, by the service's own
   *     working time; null without the service's log
   * @param workingPerSecond what it brought forth in the saturation probe; null without one
   * @param saturated whether its backlog grew then: otherwise it could have done more
   */
  public record StageUse(
      String stage,
      int partitions,
      int consumers,
      int calls,
      @Nullable Double used,
      @Nullable Double workingPerSecond,
      boolean saturated) {}

  /**
   * A stated time to recover, at the rate to plan for.
   *
   * @param longestOutageSeconds the longest outage after which the stage is back in time
   * @param neededPerSecond the working rate that is back in time after {@link #OUTAGE}; null if no
   *     rate is, because the outage alone lasts as long
   * @param consumers of every stage for that rate, as all that comes has to pass all of them; empty
   *     if no rate is enough
   */
  public record Recovery(
      RecoveryTarget target,
      double arrivingPerSecond,
      double longestOutageSeconds,
      @Nullable Double neededPerSecond,
      List<Need> consumers) {

    public Recovery {
      consumers = List.copyOf(consumers);
    }

    /** What the stage that is to be back needs itself; null if that is not known. */
    public @Nullable Integer consumersNeeded() {
      return consumers.stream()
          .filter(of -> of.stage().equals(target.stage()))
          .findFirst()
          .map(Need::consumers)
          .orElse(null);
    }

    /** Whether a working rate is enough after {@link #OUTAGE}. */
    public boolean isMetBy(double workingPerSecond) {
      return neededPerSecond != null && workingPerSecond >= neededPerSecond;
    }
  }

  /**
   * How many consumers a stage needs for a rate.
   *
   * @param consumers null if that is not known, or no number within the partitions is enough
   */
  public record Need(String stage, @Nullable Integer consumers, Basis basis) {

    /** What a need rests on. */
    public enum Basis {
      /** The least number whose throughput is enough at the lower end of its 95 % interval. */
      LAW,
      /** So many brought forth as much in the saturation probe; it has no interval. */
      SEEN,
      /** By the law no number is, within its limit and the partitions. */
      NOT_WITHIN,
      /** So much was never seen of the stage, and no law was fitted to it. */
      NOT_MEASURED
    }
  }

  public ConsumerConcurrency {
    stages = List.copyOf(stages);
    recoveries = List.copyOf(recoveries);
  }

  /**
   * From the study.
   *
   * @param best the highest sustained probe
   * @param planned the rate to plan for; null if there is none
   * @param allowed orders that may be in flight when a recovery is over
   */
  static ConsumerConcurrency of(
      PlanContext context,
      Study study,
      ProbeFigures best,
      @Nullable Double planned,
      double allowed) {
    Double working = study.saturation().map(ProbeFigures::completedPerSecond).orElse(null);
    List<StageUse> stages =
        context.sizing().stream().map(stage -> use(stage, study, best)).toList();
    List<Recovery> recoveries = new ArrayList<>();
    if (working != null && planned != null) {
      for (RecoveryTarget target : context.recoveryTargets()) {
        if (context.sizingOf(target.stage()).isPresent()) { // ingestion consumes nothing
          recoveries.add(recovery(stages, study, target, planned, working, allowed));
        }
      }
    }
    return new ConsumerConcurrency(
        stages,
        working,
        study.saturation().map(probe -> !Criterion.anyGrows(probe)).orElse(false),
        recoveries,
        limit(stages, best.offeredPerSecond()));
  }

  private static StageUse use(PlanContext.Sizing stage, Study study, ProbeFigures best) {
    Optional<ProbeFigures.StageFigures> flooded =
        study.saturation().flatMap(probe -> probe.find(stage.stage()));
    return new StageUse(
        stage.stage(),
        stage.partitions(),
        stage.consumers(),
        stage.calls(),
        best.services().stream()
            .filter(service -> service.stage().equals(stage.stage()))
            .findFirst()
            .map(ServiceFigures::busy)
            .orElse(null),
        flooded.map(ProbeFigures.StageFigures::donePerSecond).orElse(null),
        flooded
            .map(of -> Criterion.grows(of, study.saturation().get().offeredPerSecond()))
            .orElse(false));
  }

  private static DimensionLimit limit(List<StageUse> stages, double rate) {
    return stages.stream()
        .filter(stage -> stage.used() != null && stage.used() > 0)
        .max(Comparator.comparingDouble(stage -> used(stage) / stage.calls()))
        .map(stage -> Bottleneck.limit(stage.stage() + " calls", rate, used(stage) / stage.calls()))
        .orElse(new DimensionLimit("consumers", rate, Known.NOT_REACHED));
  }

  private static double used(StageUse stage) {
    return stage.used() == null ? 0 : stage.used();
  }

  private static Recovery recovery(
      List<StageUse> stages,
      Study study,
      RecoveryTarget target,
      double arriving,
      double working,
      double allowed) {
    Double needed = needed(target, arriving, allowed);
    return new Recovery(
        target,
        arriving,
        longest(target, arriving, working, allowed),
        needed,
        needed == null
            ? List.of()
            : stages.stream().map(stage -> need(stage, study, needed)).toList());
  }

  /**
   * An outage of T leaves λT orders, of which A may stay; they fall by μ − λ, so they are gone
   * within R if μ ≥ λ + (λT − A)/R. If R counts from the injection, R − T is left for that.
   */
  private static @Nullable Double needed(RecoveryTarget target, double arriving, double allowed) {
    double within = seconds(target.within());
    double outage = seconds(OUTAGE);
    double left = target.counts() == Counts.FROM_INJECTION ? within - outage : within;
    double backlog = Math.max(0, arriving * outage - allowed);
    if (left < 0 || (left == 0 && backlog > 0)) {
      return null;
    }
    return backlog == 0 ? arriving : arriving + backlog / left;
  }

  /**
   * The T of {@link #needed} for a given μ: (R(μ − λ) + A)/λ, or (R(μ − λ) + A)/μ if R counts from
   * the injection. While λT is at most A, there is nothing to recover from. Nought if μ is below λ.
   */
  private static double longest(
      RecoveryTarget target, double arriving, double working, double allowed) {
    if (working < arriving) {
      return 0; // the backlog grows without any outage
    }
    double within = seconds(target.within());
    double harmless = allowed / arriving;
    boolean counted = target.counts() == Counts.FROM_INJECTION;
    if (counted && within <= harmless) {
      return within;
    }
    if (working <= arriving) {
      return harmless;
    }
    return (within * (working - arriving) + allowed) / (counted ? working : arriving);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Need need(StageUse stage, Study study, double needed) {
    Optional<ScalabilityFit> law =
        study
            .scalability()
            .filter(of -> of.stage().equals(stage.stage()))
            .map(ScalabilityStudy::fit)
            .filter(ScalabilityFit::isDetermined);
    if (law.isPresent()) {
      return IntStream.rangeClosed(1, stage.partitions())
          .filter(consumers -> law.get().leastThroughputAt(consumers).orElse(0) >= needed)
          .mapToObj(consumers -> new Need(stage.stage(), consumers, Basis.LAW))
          .findFirst()
          .orElse(new Need(stage.stage(), null, Basis.NOT_WITHIN));
    }
    Double seen = stage.workingPerSecond();
    return seen != null && seen >= needed
        ? new Need(stage.stage(), Math.min(stage.consumers(), stage.partitions()), Basis.SEEN)
        : new Need(stage.stage(), null, Basis.NOT_MEASURED);
  }
}
