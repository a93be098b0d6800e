package io.orderstorm.report.render;

import io.orderstorm.report.canary.Difference;
import io.orderstorm.report.result.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a rollout is said; the same words in every report for people. */
final class CanaryWords {

  private CanaryWords() {}

  /** The headings over {@link #version}. */
  static final List<String> VERSION =
      List.of(
          "share of keys",
          "from",
          "to",
          "version",
          "events",
          "failed",
          "p50",
          "p95",
          "p99",
          "outcomes",
          "decision");

  /** The headings over {@link #difference}. */
  static final List<String> DIFFERENCE =
      List.of(
          "share of keys",
          "rule",
          "what",
          "stable",
          "candidate",
          "difference",
          "95 %",
          "allowed",
          "by chance");

  /** What became of a candidate, in sentences. */
  static String sentence(Canary of) {
    String end =
        switch (of.ending()) {
          case Canary.PROMOTED -> "was promoted";
          case Canary.ROLLED_BACK -> "was rolled back";
          case Canary.NOT_STARTED -> "was never started";
          default -> "was not decided on";
        };
    String after =
        of.decidedSeconds() == null
            ? ""
            : " " + Words.seconds(of.decidedSeconds()) + " after its start";
    String most =
        of.mode().equals("shadow")
            ? " It ran in shadow, beside the stable version and without effects."
            : " It had " + share(of.greatestShare()) + " of the keys at most.";
    return "The candidate of stage "
        + of.stage()
        + " ("
        + of.candidate()
        + ") "
        + end
        + after
        + (of.reason().isEmpty() ? "." : ": " + of.reason() + ".")
        + most
        + (of.confirmed() ? "" : " The records do not give these decisions again.");
  }

  /** Both versions of every step, a row of cells each. */
  static List<List<String>> versions(Canary of) {
    var rows = new ArrayList<List<String>>();
    for (Canary.Step step : of.steps()) {
      rows.add(version(step, "stable", step.stable(), ""));
      rows.add(version(step, "candidate", step.candidate(), step.decision()));
    }
    return rows;
  }

  private static List<String> version(
      Canary.Step step, String name, Canary.Version of, String decision) {
    return List.of(
        share(step.share()),
        Words.seconds(step.fromSeconds()),
        Words.seconds(step.toSeconds()),
        name,
        Words.count(of.events()),
        Words.count(of.errors()),
        Words.milliseconds(of.p50Ms()),
        Words.milliseconds(of.p95Ms()),
        Words.milliseconds(of.p99Ms()),
        of.outcomes().entrySet().stream()
            .map(entry -> entry.getKey() + " " + Words.count(entry.getValue()))
            .collect(Collectors.joining(", ")),
        decision);
  }

  /** Every difference of every step, a row of cells each. */
  static List<List<String>> differences(Canary of) {
    var rows = new ArrayList<List<String>>();
    for (Canary.Step step : of.steps()) {
      step.differences().forEach(difference -> rows.add(difference(step, difference)));
    }
    return rows;
  }

  private static List<String> difference(Canary.Step step, Difference of) {
    boolean time = of.rule().equals(Difference.LATENCY);
    Double low = of.low();
    Double high = of.high();
    return List.of(
        share(step.share()),
        of.rule(),
        of.what(),
        time ? Words.milliseconds(of.stable()) : share(of.stable()),
        time ? Words.milliseconds(of.candidate()) : share(of.candidate()),
        (time ? Words.format("%.2f times", of.difference()) : points(of.difference()))
            + (of.isBeyond() ? ", beyond" : ""),
        low == null || high == null ? Words.NONE : points(low) + " to " + points(high),
        time ? Words.format("%.2f times", of.bound()) : points(of.bound()),
        of.chance() < 1e-6 ? "< 0.0001 %" : Words.format("%.4f %%", 100 * of.chance()));
  }

  private static String points(double share) {
    return Words.format("%+.2f %%", 100 * share);
  }

  private static String share(double share) {
    return Words.format("%.2f %%", 100 * share);
  }
}
