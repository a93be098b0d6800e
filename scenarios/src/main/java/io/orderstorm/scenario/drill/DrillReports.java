package io.orderstorm.scenario.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.ObjectiveResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Renders a drill's result as text, {@code drill.json}, {@code drill.md}, {@code drill-junit.xml}.
 */
public final class DrillReports {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DrillReports() {}

  /** Writes the files into the run's folder, over those that are there. */
  public static void write(RunFolder folder, DrillResult result) {
    files(folder, result)
        .forEach(
            (file, content) -> {
              try {
                Files.writeString(file, content);
              } catch (IOException e) {
                throw new UncheckedIOException("can't write " + file, e);
              }
            });
  }

  /** The files that are not, byte for byte, what the result gives; missing ones are among them. */
  public static List<String> differing(RunFolder folder, DrillResult result) {
    return files(folder, result).entrySet().stream()
        .filter(file -> !holds(file.getKey(), file.getValue()))
        .map(file -> String.valueOf(file.getKey().getFileName()))
        .toList();
  }

  private static boolean holds(Path file, String content) {
    try {
      return Files.exists(file) && Files.readString(file).equals(content);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static Map<Path, String> files(RunFolder folder, DrillResult result) {
    var files = new LinkedHashMap<Path, String>();
    files.put(folder.root().resolve("drill.json"), json(result));
    files.put(folder.root().resolve("drill.md"), DrillMarkdown.render(result));
    files.put(folder.root().resolve("drill-junit.xml"), DrillJunit.render(result));
    return files;
  }

  /** {@code drill.json}. */
  public static String json(DrillResult result) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(result)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a drill's result is plain values", e);
    }
  }

  private static Map<String, Object> tree(DrillResult result) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("schema", result.schema());
    tree.put("drill", result.drill());
    tree.put("title", result.title());
    tree.put("short", result.isShort());
    tree.put("run", result.run());
    tree.put("startedAt", result.startedAt());
    tree.put("seconds", result.seconds());
    tree.put("limitSeconds", result.limitSeconds());
    tree.put("verdict", result.verdict().name());
    tree.put("reasons", result.reasons());
    tree.put("checks", result.checks().stream().map(DrillReports::tree).toList());
    tree.put("figures", result.figures());
    tree.put("steps", result.steps());
    return tree;
  }

  private static Map<String, Object> tree(ObjectiveResult check) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", check.name());
    tree.put("target", check.target());
    tree.put("actual", check.actual());
    tree.put("met", check.met());
    return tree;
  }

  /** The lines for a terminal. */
  public static List<String> lines(DrillResult result) {
    var lines = new java.util.ArrayList<String>();
    lines.add(result.verdict() + "  drill " + result.drill() + ": " + result.title());
    result.reasons().forEach(reason -> lines.add("  - " + reason));
    lines.add("");
    result
        .steps()
        .forEach(
            step ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%7.1f s  %s: %s",
                        step.atSeconds(),
                        step.step(),
                        step.detail())));
    lines.add("");
    for (ObjectiveResult check : result.checks()) {
      lines.add(
          String.format(
              "%-9s %s: %s, wanted %s",
              Boolean.FALSE.equals(check.met()) ? "MISSED" : check.word(),
              check.name(),
              check.actual(),
              check.target()));
    }
    lines.add("");
    result.figures().forEach((name, value) -> lines.add(String.format("%-32s %s", name, value)));
    return lines;
  }
}
