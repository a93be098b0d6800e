package io.orderstorm.report.render;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Criterion;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.LagRecoveryTable;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.ScalabilityFit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a plan's figures are written for a reader, in the page and in Markdown alike. */
final class PlanWords {

  static final String NONE = "–";

  /** How the table of resources is to be read. */
  static final String LITTLE =
      "By Little's law what is in use on average is what comes times how long each keeps it busy,"
          + " L = λ·W; L/c is how full it is. The rate at which a resource is full holds if the work"
          + " of an order stays the same.";

  /** What the plan may be relied on for. */
  static final List<String> VALIDITY =
      List.of(
          "The rates hold for this machine, these settings and these objectives. Probes last seconds"
              + " to minutes: what shows only after hours, they do not show.",
          "Intervals hold 95 % if no more than one probe in twenty is judged wrongly.",
          "Extrapolated: full rates and targets up to 3 times the highest sustained rate, that of the CPU"
              + " only from warm probes near it or by a line through several, the law of"
              + " scalability up to twice the consumers that were measured, lag recovery to longer"
              + " outages at the measured working rate. Nothing beyond that.");

  /** Where the records are that every figure follows from. */
  static String rawData(PlanContext context) {
    return "Sessions "
        + context.accounts().stream()
            .map(PlanContext.Account::session)
            .collect(Collectors.joining(", "))
        + " in this folder, each with the sums of its records (SHA256SUMS); probes.jsonl has a line"
        + " for each probe, request.json what was asked, seed "
        + context.seed()
        + ". 'orderstorm report' makes the plan again from them, 'orderstorm verify' checks it.";
  }

  /** Where nothing can be said of stated times. */
  static final String NO_RECOVERY =
      "No stated time was looked at: that takes a target rate, a saturation probe, and times in the"
          + " scenario (objectives.recovery, objectives.lag).";

  /** Where there is neither cost nor a dimension. */
  static final String NOTHING_SUSTAINED =
      "Not measured: no probe sustained its rate, or the probes did not look at topics.";

  /** How far the four dimensions may be trusted. */
  static final String LIMITS =
      "What was seen is from a probe of the healthy pipeline. What is predicted goes up to 3 times"
          + " the highest sustained rate and no further; of a stage's calls only the service's own"
          + " working time is counted, not the way there and back.";

  private PlanWords() {}

  static String rate(@Nullable Double perSecond) {
    if (perSecond == null) {
      return NONE;
    }
    return Double.isInfinite(perSecond)
        ? "not reached"
        : String.format(Locale.ROOT, perSecond < 10 ? "%,.1f/s" : "%,.0f/s", perSecond);
  }

  /** A rate of something else than orders. */
  static String perSecond(double perSecond, String what) {
    return String.format(
        Locale.ROOT, perSecond < 10 ? "%,.1f %s/s" : "%,.0f %s/s", perSecond, what);
  }

  static String fullAt(Bottleneck at, Bottleneck.Resource resource) {
    OptionalDouble rate = at.fullAt(resource);
    if (rate.isPresent()) {
      return "about " + rate(rate.getAsDouble());
    }
    return resource.name().equals(Dimensions.CORES)
        ? "not measured"
        : "beyond " + rate(at.ratePerSecond() * Bottleneck.EXTRAPOLATION);
  }

  /** What is full first, as far as that is known, and what the machine's limit rests on. */
  static String bottleneck(Bottleneck at) {
    Bottleneck.Resource fullest = at.resources().get(0);
    StringBuilder text = new StringBuilder("Fullest: ").append(fullness(at, fullest));
    if (at.resources().size() > 1) {
      text.append(", then ").append(fullness(at, at.resources().get(1)));
    }
    text.append(". ").append(LITTLE);
    for (Bottleneck.Resource resource : at.resources()) {
      String why = at.limitOf(resource).why();
      if (resource.name().equals(Dimensions.CORES) && !why.isEmpty()) {
        text.append(" Of ").append(resource.name()).append(": ").append(why).append('.');
      }
    }
    return text.toString();
  }

  private static String fullness(Bottleneck at, Bottleneck.Resource resource) {
    return resource.name()
        + ", "
        + percent(resource.utilisation())
        + " (full at: "
        + fullAt(at, resource)
        + ")";
  }

  /** How long one of what comes keeps a resource busy. */
  static String work(Bottleneck.Resource resource) {
    return resource.arrivingPerSecond() > 0
        ? String.format(Locale.ROOT, "%.1f ms", 1_000 * resource.secondsEach())
        : NONE;
  }

  /** What lies above the target; at least, where nothing of the pipeline gave out. */
  static String headroom(CapacityPlan plan) {
    Double target = plan.context().targetPerSecond();
    if (target == null) {
      return NONE;
    }
    RateSearch.Result healthy = plan.study().healthy().result();
    return (healthy.isOpen() ? "at least " : "") + percent(healthy.sustained() / target - 1);
  }

  /** At which rate backlogs are worked off. */
  static String worked(ProbeFigures saturation) {
    return (Criterion.anyGrows(saturation) ? "" : "at least ")
        + rate(saturation.completedPerSecond());
  }

  /** The same as a sentence, with what it was seen by. */
  static String working(ProbeFigures saturation) {
    return "Backlogs are worked off at "
        + (Criterion.anyGrows(saturation) ? "" : "no less than ")
        + rate(saturation.completedPerSecond())
        + ", seen while "
        + rate(saturation.offeredPerSecond())
        + " were offered"
        + (Criterion.anyGrows(saturation) ? "" : " and no backlog grew: times below may be shorter")
        + "; what arrives meanwhile is taken off. If the stages behind an outage fill up together,"
        + " it may take longer.";
  }

  static final String ALL_MEASURED = "Nothing of what this study can measure was left out.";

  /** What may be taken from a fitted law of scalability. */
  static String law(ScalabilityFit fit) {
    return fit.isDetermined()
        ? "Nothing is said beyond " + count(fit.limit()) + " consumers."
        : "These points do not determine the law: its parameters' intervals are too wide, as they are"
            + " where something else than the consumers is full. Nothing follows from it.";
  }

  /** When the objective counts as met again. */
  static String allowed(LagRecoveryTable table) {
    return "The objective counts as met again with no more than "
        + count(table.allowed())
        + " orders in flight, the most that the healthy pipeline had at a rate that it sustained.";
  }

  /** Where nothing can be said of backlogs. */
  static final String NO_LAG_RECOVERY =
      "Not measured: without a saturation probe that can be trusted it is not known at which rate"
          + " backlogs are worked off.";

  /** A condition's rate as it is promised, with its interval. */
  static String sustained(RateSearch.Result result) {
    return result.limitedByHarness() ? converged(result) : interval(result);
  }

  /** Where the latency curve bends. */
  static String knee(CapacityPlan plan) {
    return plan.knee()
        .map(
            knee ->
                "The latency curve bends at "
                    + rate(knee.ratePerSecond())
                    + ", p99 "
                    + milliseconds(knee.p99Ms())
                    + ".")
        .orElse(
            "No knee of the latency curve is known: that takes at least five valid probes whose p99"
                + " is known, and a curve that bends.");
  }

  static String interval(RateSearch.Result result) {
    return Double.isInfinite(result.high())
        ? "from " + rate(result.low()) + ", no upper end was reached"
        : rate(result.low()) + " to " + rate(result.high());
  }

  static String milliseconds(@Nullable Double ms) {
    return ms == null ? NONE : String.format(Locale.ROOT, "%,.0f ms", ms);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  static String count(double count) {
    return String.format(Locale.ROOT, "%,.0f", count);
  }

  /** A time for planning: seconds, minutes or hours. */
  static String span(@Nullable Double seconds) {
    if (seconds == null) {
      return "never";
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7_200
        ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
  }

  static String target(PlanContext.RecoveryTarget target) {
    return target.counts() == PlanContext.RecoveryTarget.Counts.FROM_INJECTION
        ? "RTO " + span(seconds(target)) + ", the outage included"
        : "lag within " + span(seconds(target)) + " of the outage's end";
  }

  private static double seconds(PlanContext.RecoveryTarget target) {
    return target.within().toNanos() / 1e9;
  }

  /** What was lost in all sessions, against what may be. */
  static String lost(PlanContext context) {
    long lost = context.accounts().stream().mapToLong(PlanContext.Account::lost).sum();
    long acknowledged =
        context.accounts().stream().mapToLong(PlanContext.Account::acknowledged).sum();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "RPO: %,d of %,d acknowledged orders were lost in the sessions of this study",
                lost,
                acknowledged));
    for (PlanContext.RecoveryTarget target : context.recoveryTargets()) {
      if (target.rpoOrders() != null) {
        text.append(
            String.format(Locale.ROOT, "; %s may lose %,d", target.stage(), target.rpoOrders()));
      }
    }
    return text.append(". Faults that lose orders are played by 'orderstorm run', not here.")
        .toString();
  }

  static String outage(LagRecoveryTable.Row row) {
    return row.outage().toMinutes() + " min";
  }

  /** How sure the search is, and what it rests on. */
  static String converged(RateSearch.Result result) {
    if (result.limitedByHarness()) {
      return "the measurement gave out above: the limit may be higher";
    }
    return result.converged() ? "within the tolerance" : "ended before the tolerance was reached";
  }

  static String checked(CapacityPlan.Checked checked) {
    return played(checked)
        + (checked.doubts().isEmpty()
            ? ""
            : " This row is no check, as its measurement can't be trusted: "
                + String.join("; ", checked.doubts())
                + ".");
  }

  private static String played(CapacityPlan.Checked checked) {
    String error =
        checked.predictedSeconds() == null
                || checked.measuredSeconds() == null
                || checked.measuredSeconds() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; the prediction is off by %+.1f %%",
                100 * (checked.predictedSeconds() / checked.measuredSeconds() - 1));
    return "Played: an outage of "
        + span(checked.outageSeconds())
        + " at "
        + rate(checked.arrivingPerSecond())
        + ". Predicted backlog "
        + count(checked.predictedBacklog())
        + ", seen "
        + count(checked.measuredBacklog())
        + "; predicted back at "
        + count(checked.allowed())
        + " orders in flight after "
        + span(checked.predictedSeconds())
        + ", seen "
        + (checked.measuredSeconds() == null
            ? "not within the probe"
            : span(checked.measuredSeconds()))
        + error
        + ".";
  }
}
