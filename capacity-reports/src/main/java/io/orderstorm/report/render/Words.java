package io.orderstorm.report.render;

import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.Expansion;
import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.HistoryLine;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Scaling;
import io.orderstorm.report.result.StageHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How figures and verdicts are said; the same words in every report for people. */
final class Words {

  static final String NONE = "–";

  private Words() {}

  /** The verdict in one plain sentence. */
  static String sentence(RunResult result) {
    return switch (result.verdict()) {
      case PASSED -> passed(result);
      case BREACHED -> "The pipeline did not keep its promises: " + breached(result) + ".";
      case VOID -> "This run can’t be judged: " + first(result) + ".";
      case ABORTED -> "The run was ended early: " + first(result) + ".";
    };
  }

  private static String first(RunResult result) {
    List<String> reasons = result.reasons();
    int more = reasons.size() - 1;
    String first = reasons.isEmpty() ? "no reason was recorded" : reasons.get(0);
    return more <= 0
        ? first
        : first + ", and " + more + (more == 1 ? " more reason" : " more reasons");
  }

  /** What weighs most comes first: what was lost, what was done twice, and then what was missed. */
  private static String breached(RunResult result) {
    List<String> parts = new ArrayList<>();
    long lost = result.orders().lost();
    long twice = result.orders().duplicateEffects();
    if (lost > 0) {
      parts.add(
          count(lost)
              + (lost == 1 ? " acknowledged order was lost" : " acknowledged orders were lost"));
    }
    if (twice > 0) {
      parts.add(
          count(twice)
              + (twice == 1 ? " effect was performed twice" : " effects were performed twice"));
    }
    List<ObjectiveResult> missed =
        result.objectives().stream().filter(o -> Boolean.FALSE.equals(o.met())).toList();
    if (!missed.isEmpty()) {
      ObjectiveResult one = missed.get(0);
      String example = one.name() + " is " + one.actual() + " against " + one.target();
      String many =
          missed.size()
              + " of "
              + result.objectives().size()
              + " objectives were missed, among them ";
      parts.add(missed.size() == 1 ? example : many + example);
    }
    return parts.isEmpty() ? first(result) : listed(parts);
  }

  private static String listed(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + ", and " + parts.get(last);
  }

  private static String passed(RunResult result) {
    double slowest =
        result.recovery().stream()
            .map(Recovery::rtoSeconds)
            .filter(s -> s != null)
            .mapToDouble(s -> s)
            .max()
            .orElse(0);
    long faults = result.faults().size();
    String kept =
        "All "
            + count(result.objectives().stream().filter(o -> o.met() != null).count())
            + " objectives were met: "
            + count(result.orders().acknowledged())
            + " orders were acknowledged and none was lost or handled twice";
    if (faults == 0) {
      return kept + ".";
    }
    return kept
        + " through "
        + faults
        + (faults == 1 ? " fault" : " faults")
        + (slowest > 0 ? ", and the slowest stage was back after " + seconds(slowest) : "")
        + ".";
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String rate(double value) {
    return value >= 100 ? count(Math.round(value)) + "/s" : format("%.1f/s", value);
  }

  static String milliseconds(@Nullable Double value) {
    if (value == null) {
      return NONE;
    }
    if (value >= 10_000) {
      return format("%.1f s", value / 1000);
    }
    if (value >= 1000) {
      return format("%.2f s", value / 1000);
    }
    return value >= 100 ? format("%.0f ms", value) : format("%.1f ms", value);
  }

  static String seconds(@Nullable Double value) {
    if (value == null) {
      return NONE;
    }
    return value == 0 ? "0 s" : format("%.2f s", value);
  }

  /** A stage's way back: its RTO, or how long it had been away at least. */
  static String rto(Recovery row) {
    Double least = row.rtoAtLeastSeconds();
    return least == null
        ? seconds(row.rtoSeconds())
        : "not recovered (> " + format("%.1f s", least) + ")";
  }

  /** Whether a row says more than that nobody asked and nothing happened. */
  static boolean isTold(Recovery row) {
    Double rto = row.rtoSeconds();
    boolean untouched = rto != null && rto == 0 && row.rpoOrders() == 0;
    return switch (row.verdict()) {
      case NOT_APPLICABLE -> false;
      case MISSING -> !untouched;
      case MET, BREACHED, VOID -> true;
    };
  }

  /** The stages that a fault did not interrupt and for which there is no policy, by fault. */
  static List<String> untouched(RunResult result) {
    Map<String, List<String>> byFault = new LinkedHashMap<>();
    for (Recovery row : result.recovery()) {
      if (!isTold(row) && row.verdict() == Recovery.Policy.MISSING) {
        byFault.computeIfAbsent(row.fault(), f -> new ArrayList<>()).add(row.stage());
      }
    }
    return byFault.entrySet().stream()
        .map(e -> String.join(", ", e.getValue()) + " after " + e.getKey())
        .toList();
  }

  static String money(Recovery row) {
    Map<String, ?> sorted = new TreeMap<>(row.rpoMoney());
    return sorted.isEmpty()
        ? NONE
        : sorted.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  /** How many anomalies of each kind there are, of those that there are. */
  static String totals(RunResult result) {
    List<String> totals = new ArrayList<>();
    result
        .anomalyCounts()
        .forEach(
            (kind, count) -> {
              if (count != null && count > 0) {
                totals.add(kind + " " + count(count));
              }
            });
    return String.join(", ", totals);
  }

  /** A line of an order's history, its time in seconds from the start of the load. */
  static String line(HistoryLine line, RunResult result) {
    long start = Duration.between(Instant.EPOCH, result.startedAt()).toNanos();
    return (format("%11.6f s  %s", (line.timeNanos() - start) / 1e9, line.what())
            + gap(line.event())
            + gap(line.position())
            + (line.cause().isEmpty() ? "" : "  because of " + line.cause()))
        .strip();
  }

  private static String gap(String text) {
    return text.isEmpty() ? "" : "  " + text;
  }

  /** The headings over {@link #health}. */
  static final List<String> HEALTH =
      List.of(
          "stage",
          "attempts per input",
          "rebalances",
          "longest unassigned",
          "oldest input",
          "longest stall of a partition",
          "of the others",
          "not OK, partition-seconds",
          "metastable after");

  /** What averages hide of a stage, a cell each. */
  static List<String> health(StageHealth of) {
    Double attempts = of.attemptsPerInput();
    String notOk =
        of.statusSeconds().entrySet().stream()
            .filter(e -> !e.getKey().equals("OK") && e.getValue() > 0)
            .map(e -> e.getKey() + " " + count(e.getValue()))
            .collect(Collectors.joining(", "));
    return List.of(
        of.stage(),
        attempts == null ? NONE : format("%.3f", attempts),
        count(of.rebalances()),
        seconds(of.unassignedSeconds()),
        seconds(of.oldestSeconds()),
        of.stalledPartition().isEmpty()
            ? NONE
            : seconds(of.stallSeconds()) + " on " + of.stalledPartition(),
        seconds(of.otherStallSeconds()),
        notOk.isEmpty() ? NONE : notOk,
        of.metastableAfter().isEmpty() ? NONE : String.join(", ", of.metastableAfter()));
  }

  /** The headings over {@link #alert}. */
  static final List<String> ALERT =
      List.of("alert", "severity", "raised at", "fault", "detected after", "over at", "why");

  /** An alert, a cell each. */
  static List<String> alert(Alert of) {
    String fault = of.fault();
    return List.of(
        of.name(),
        of.severity(),
        seconds(of.raisedSeconds()),
        fault == null ? "none: a false alarm" : fault,
        seconds(of.detectSeconds()),
        of.clearedSeconds() == null ? "not over" : seconds(of.clearedSeconds()),
        of.detail());
  }

  /** The headings over {@link #scaling}. */
  static final List<String> SCALING =
      List.of(
          "stage",
          "consumers, least to most",
          "added",
          "removed",
          "reaction",
          "overshoot",
          "oscillations");

  /** How a stage's consumers were scaled, a cell each. */
  static List<String> scaling(Scaling of) {
    Double reaction = of.reactionSeconds();
    return List.of(
        of.stage(),
        of.least() + " to " + of.most(),
        count(of.added()),
        count(of.removed()),
        reaction == null ? "none got a partition" : seconds(reaction),
        count(of.overshoot()),
        count(of.oscillations()));
  }

  /** What an expansion did, in a sentence. */
  static String expansion(Expansion of) {
    Long apart = of.ordersApart();
    return format(
            "%s got %d partitions instead of %d, %.1f s into the load. Keys may lie elsewhere since"
                + " then: ",
            of.topic(), of.to(), of.from(), of.atSeconds())
        + (apart == null
            ? "nobody observed the topic, so how many orders' events are on several of its"
                + " partitions is not known."
            : "events of "
                + count(apart)
                + " orders are on several of its partitions, where the broker no longer keeps"
                + " their order.");
  }

  static String percent(double share) {
    return format("%.0f %%", share * 100);
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** When a fault was there, in seconds of the load. */
  static String span(FaultReport fault) {
    Double from = fault.injectedSeconds();
    Double to = fault.revertedSeconds();
    if (from == null) {
      return "never injected";
    }
    return format("%.0f–", from) + (to == null ? "end" : format("%.0f s", to));
  }
}
