package io.orderstorm.report.render;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.LagRecoveryTable;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.RateSearch;
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
          "Extrapolated: full rates and targets up to 3 times the highest sustained rate, the law of"
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
    return rate.isPresent()
        ? "about " + rate(rate.getAsDouble())
        : "beyond " + rate(at.ratePerSecond() * Bottleneck.EXTRAPOLATION);
  }

  /** How long one of what comes keeps a resource busy. */
  static String work(Bottleneck.Resource resource) {
    return resource.arrivingPerSecond() > 0
        ? String.format(Locale.ROOT, "%.1f ms", 1_000 * resource.secondsEach())
        : NONE;
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
