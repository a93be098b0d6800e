package io.orderstorm.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
    Map<String, String> treatment = differences(Settings.of(base), Settings.of(with), treatments);
    JsonNode first = result(base);
    JsonNode second = result(with);
    return new Comparison(
        first.path("run").path("id").asText(),
        second.path("run").path("id").asText(),
        treatment,
        List.of(first.path("verdict").asText(), second.path("verdict").asText()),
        figures(first, second));
  }

  private static Map<String, String> differences(
      Settings base, Settings with, Set<String> treatments) {
    var paths = new TreeSet<>(base.values().keySet());
    paths.addAll(with.values().keySet());
    var meant = new TreeMap<String, String>();
    var unlike = new ArrayList<String>();
    for (String path : paths) {
      String first = base.values().getOrDefault(path, "not set");
      String second = with.values().getOrDefault(path, "not set");
      if (!first.equals(second)) {
        String text = first + " → " + second;
        if (treatments.contains(path)) {
          meant.put(path, text);
        } else {
          unlike.add(path + ": " + text);
        }
      }
    }
    if (!unlike.isEmpty()) {
      throw new ScenarioException(
          "the runs are not alike: "
              + String.join("; ", unlike)
              + ". A setting that is meant to differ is named with --treatment PATH");
    }
    for (String treatment : treatments) {
      if (!meant.containsKey(treatment)) {
        throw new ScenarioException(
            "--treatment " + treatment + ": is the same in both runs, or in neither");
      }
    }
    return meant;
  }

  private static JsonNode result(RunFolder run) {
    try {
      return JSON.readTree(run.resultJson().toFile());
    } catch (IOException e) {
      throw new ScenarioException(
          run.resultJson() + ": can't be read; './orderstorm report' makes it again");
    }
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
                number(entry(base.path("latency"), "stage", stage).path(of)),
                number(entry(with.path("latency"), "stage", stage).path(of))));
      }
    }
    for (String stage : names(base.path("health"), "stage")) {
      figures.add(
          new Figure(
              stage + " attempts per input",
              "",
              number(entry(base.path("health"), "stage", stage).path("attemptsPerInput")),
              number(entry(with.path("health"), "stage", stage).path("attemptsPerInput"))));
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
                  number(row.path("rtoSeconds")),
                  number(other.path("rtoSeconds"))));
        }
      }
    }
  }

  private static Figure figure(
      String name, String unit, JsonNode base, JsonNode with, String section, String field) {
    return new Figure(name, unit, number(base), number(with.path(section).path(field)));
  }

  private static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
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
