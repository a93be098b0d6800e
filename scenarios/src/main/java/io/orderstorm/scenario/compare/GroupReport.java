package io.orderstorm.scenario.compare;

import io.orderstorm.report.comparison.GroupComparison;
import io.orderstorm.report.comparison.Interleaving;
import io.orderstorm.report.comparison.Measured;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two groups of runs that are alike but for a treatment, tested against each other.
 *
 * @param base the ids of the runs without it
 * @param with of those with it
 * @param turns in which order they were played, {@code B} and {@code R}
 * @param treatment what was set otherwise, by its path, as {@code base → with}
 * @param leftOut metrics that a run has no value for, with the reason
 * @param oneSided those of them that were to be tested and that every run of one group has a value
 *     for: what a stage no longer does at all is not found by a test, and is no reason to see none
 */
public record GroupReport(
    List<String> base,
    List<String> with,
    String turns,
    Map<String, String> treatment,
    GroupComparison comparison,
    Map<String, String> leftOut,
    List<String> oneSided) {

  private static final Set<String> UNJUDGED = Set.of("VOID", "ABORTED");

  public GroupReport {
    base = List.copyOf(base);
    with = List.copyOf(with);
    treatment = new TreeMap<>(treatment);
    leftOut = new LinkedHashMap<>(leftOut);
    oneSided = List.copyOf(oneSided);
  }

  /**
   * Compares two groups.
   *
   * @param treatments paths of the settings that are meant to differ between the groups
   * @throws ScenarioException if there are too few runs, a run counts twice or could not be judged,
   *     anything else differs, or the groups did not take turns
   */
  public static GroupReport of(List<RunFolder> base, List<RunFolder> with, Set<String> treatments) {
    requireEnough(base.size(), with.size());
    List<JudgedRun> first = base.stream().map(JudgedRun::of).toList();
    List<JudgedRun> second = with.stream().map(JudgedRun::of).toList();
    requireJudgedOnce(first, second);
    Map<String, String> treatment = requireAlike(first, second, treatments);
    String turns =
        Interleaving.turns(
            first.stream().map(JudgedRun::startedAt).toList(),
            second.stream().map(JudgedRun::startedAt).toList());
    if (!Interleaving.holds(turns)) {
      throw new ScenarioException(
          "the groups did not take turns (played in the order "
              + turns
              + "): what changed on the machine meanwhile would count as the treatment's."
              + " 'orderstorm run SCENARIO --repeat N --with KEY=VALUE' interleaves them");
    }
    return new Metrics(first, second).report(turns, treatment);
  }

  private static void requireEnough(int base, int with) {
    if (Math.min(base, with) < GroupComparison.LEAST_RUNS) {
      throw new ScenarioException(
          "a test needs at least "
              + GroupComparison.LEAST_RUNS
              + " runs a side, given are "
              + base
              + " and "
              + with
              + "; one run a side is described, not tested");
    }
  }

  private static void requireJudgedOnce(List<JudgedRun> base, List<JudgedRun> with) {
    var seen = new HashSet<String>();
    for (List<JudgedRun> group : List.of(base, with)) {
      for (JudgedRun run : group) {
        if (!seen.add(run.id())) {
          throw new ScenarioException("the run " + run.id() + " is given twice");
        }
        if (UNJUDGED.contains(run.verdict())) {
          throw new ScenarioException(
              run.folder()
                  + ": is "
                  + run.verdict()
                  + ", its figures can't be judged; leave it out, and play another one if fewer"
                  + " than "
                  + GroupComparison.LEAST_RUNS
                  + " a side are left");
        }
      }
    }
  }

  private static Map<String, String> requireAlike(
      List<JudgedRun> base, List<JudgedRun> with, Set<String> treatments) {
    base.forEach(run -> requireSame(base.get(0), run));
    with.forEach(run -> requireSame(with.get(0), run));
    return Likeness.meant(base.get(0).settings(), with.get(0).settings(), treatments);
  }

  private static void requireSame(JudgedRun first, JudgedRun other) {
    Map<String, String> differences = Likeness.differences(first.settings(), other.settings());
    if (!differences.isEmpty()) {
      var texts = new ArrayList<String>();
      differences.forEach((path, text) -> texts.add(path + ": " + text));
      throw new ScenarioException(
          "runs of the same group are not alike: "
              + first.id()
              + " and "
              + other.id()
              + " differ in "
              + String.join("; ", texts));
    }
  }

  /** Takes the metrics out of the runs. */
  private static final class Metrics {

    private final List<JudgedRun> base;
    private final List<JudgedRun> with;
    private final List<Measured> family = new ArrayList<>();
    private final List<Measured> tails = new ArrayList<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final List<String> oneSided = new ArrayList<>();

    Metrics(List<JudgedRun> base, List<JudgedRun> with) {
      this.base = base;
      this.with = with;
      for (String stage : base.get(0).stages()) {
        take(family, stage + " service p50", "ms", run -> run.latency(stage, "serviceP50Ms"));
        if (base.get(0).latency(stage, "handlingP50Ms") != null) {
          take(family, stage + " handling p50", "ms", run -> run.latency(stage, "handlingP50Ms"));
        }
        take(tails, stage + " p99", "ms", run -> run.latency(stage, "p99Ms"));
      }
      take(family, "CPU per order", "ms", JudgedRun::cpuPerOrderMs);
    }

    private void take(
        List<Measured> into,
        String metric,
        String unit,
        Function<JudgedRun, @Nullable Double> figure) {
      var values = new ArrayList<List<Double>>();
      for (List<JudgedRun> group : List.of(base, with)) {
        var of = new ArrayList<Double>();
        for (JudgedRun run : group) {
          Double value = figure.apply(run);
          if (value == null || value <= 0) {
            leftOut.put(metric, "the run " + run.id() + " has no value above 0 for it");
            if (into == family && (hasAll(base, figure) || hasAll(with, figure))) {
              oneSided.add(metric);
            }
            return;
          }
          of.add(value);
        }
        values.add(of);
      }
      into.add(new Measured(metric, unit, values.get(0), values.get(1)));
    }

    private static boolean hasAll(
        List<JudgedRun> group, Function<JudgedRun, @Nullable Double> figure) {
      return group.stream().map(figure).allMatch(value -> value != null && value > 0);
    }

    GroupReport report(String turns, Map<String, String> treatment) {
      if (family.isEmpty()) {
        throw new ScenarioException(
            "no metric has a value in every run: "
                + leftOut
                + "; './orderstorm report RUN' computes the figures of an older run again");
      }
      return new GroupReport(
          base.stream().map(JudgedRun::id).toList(),
          with.stream().map(JudgedRun::id).toList(),
          turns,
          treatment,
          GroupComparison.of(family, tails),
          leftOut,
          oneSided);
    }
  }
}
