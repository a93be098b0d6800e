package io.orderstorm.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two runs that are alike but for a treatment, figure by figure.
 *
 * @param base the first run's id
 * @param with the second run's id
 * @param treatment what was set otherwise, by its path, as {@code base → with}
 * @param verdicts of both
 */
public record Comparison(
    String base,
    String with,
    Map<String, String> treatment,
    List<String> verdicts,
    List<Figure> figures) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COUNTS =
      List.of(
          "offered",
          "fulfilled",
          "compensated",
          "deadLettered",
          "inFlight",
          "lost",
          "duplicateEffects",
          "orphanEffects",
          "orderingViolations",
          "parityMismatches");

  public Comparison {
    treatment = new TreeMap<>(treatment);
    verdicts = List.copyOf(verdicts);
    figures = List.copyOf(figures);
  }

  /**
   * Compares two runs.
   *
   * @param treatments paths of the settings that are meant to differ
   * @throws ScenarioException if anything else differs, naming it, or if a treatment does not
   */
  public static Comparison of(RunFolder base, RunFolder with, Set<String> treatments) {
    Map<String, String> treatment =
        Likeness.meant(Settings.of(base), Settings.of(with), treatments);
    JsonNode first = JudgedRun.result(base);
    JsonNode second = JudgedRun.result(with);
    return new Comparison(
        first.path("run").path("id").asText(),
        second.path("run").path("id").asText(),
        treatment,
        List.of(first.path("verdict").asText(), second.path("verdict").asText()),
        figures(first, second));
  }

  private static List<Figure> figures(JsonNode base, JsonNode with) {
    var figures = new ArrayList<Figure>();
    for (String count : COUNTS) {
      figures.add(
          figure("orders " + count, "", base.path("orders").path(count), with, "orders", count));
    }
    figures.add(
        figure(
            "goodput",
            "/s",
            base.path("throughput").path("goodputPerSecond"),
            with,
            "throughput",
            "goodputPerSecond"));
    for (String stage : names(base.path("latency"), "stage")) {
      for (String of : List.of("p50Ms", "p99Ms", "maxMs")) {
        String name = stage + " " + of.replace("Ms", "");
        figures.add(
            new Figure(
                name,
                "ms",
                JudgedRun.number(entry(base.path("latency"), "stage", stage).path(of)),
                JudgedRun.number(entry(with.path("latency"), "stage", stage).path(of))));
      }
    }
    for (String stage : names(base.path("health"), "stage")) {
      figures.add(
          new Figure(
              stage + " attempts per input",
              "",
              JudgedRun.number(entry(base.path("health"), "stage", stage).path("attemptsPerInput")),
              JudgedRun.number(
                  entry(with.path("health"), "stage", stage).path("attemptsPerInput"))));
    }
    recoveries(base, with, figures);
    return figures;
  }

  private static void recoveries(JsonNode base, JsonNode with, List<Figure> figures) {
    for (JsonNode row : base.path("recovery")) {
      String stage = row.path("stage").asText();
      String fault = row.path("fault").asText();
      for (JsonNode other : with.path("recovery")) {
        if (other.path("stage").asText().equals(stage)
            && other.path("fault").asText().equals(fault)) {
          figures.add(
              new Figure(
                  stage + " RTO after " + fault,
                  "s",
                  JudgedRun.number(row.path("rtoSeconds")),
                  JudgedRun.number(other.path("rtoSeconds"))));
        }
      }
    }
  }

  private static Figure figure(
      String name, String unit, JsonNode base, JsonNode with, String section, String field) {
    return new Figure(
        name, unit, JudgedRun.number(base), JudgedRun.number(with.path(section).path(field)));
  }

  private static Set<String> names(JsonNode list, String field) {
    var names = new LinkedHashSet<String>();
    list.forEach(entry -> names.add(entry.path(field).asText()));
    return names;
  }

  private static JsonNode entry(JsonNode list, String field, String name) {
    for (JsonNode entry : list) {
      if (entry.path(field).asText().equals(name)) {
        return entry;
      }
    }
    return JSON.missingNode();
  }
}
