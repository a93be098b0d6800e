package io.orderstorm.report.render;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes everything that is derived from a run's raw records into its folder. */
public final class Reports {

  private Reports() {}

  /**
   * Writes {@code result.json}, {@code report.html}, {@code report.md}, {@code junit.xml}, {@code
   * anomalies.jsonl}, {@code lag.csv}, {@code timeline.csv} and {@code latency/*.hlog}, over those
   * that are there.
   *
   * @throws UncheckedIOException if one cannot be written
   */
  public static void write(RunFolder folder, RunResult result) {
    derived(folder, result).forEach(Reports::write);
  }

  /**
   * The derived files that are not, byte for byte, what the result gives, by their paths within the
   * folder; missing ones are among them. Empty if all are.
   */
  public static List<String> differing(RunFolder folder, RunResult result) {
    List<String> differing = new ArrayList<>();
    derived(folder, result)
        .forEach(
            (file, content) -> {
              if (!holds(file, content)) {
                differing.add(folder.root().relativize(file).toString().replace('\\', '/'));
              }
            });
    return differing;
  }

  private static Map<Path, String> derived(RunFolder folder, RunResult result) {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resultJson(), ResultJson.render(result));
    files.put(folder.reportHtml(), ReportHtml.render(result));
    files.put(folder.reportMarkdown(), ReportMarkdown.render(result));
    files.put(folder.junitXml(), JunitXml.render(result));
    files.put(folder.anomalies(), AnomalyLines.render(result));
    files.put(folder.lag(), Csv.lag(result));
    files.put(folder.timeline(), Csv.timeline(result));
    result.hlogs().forEach((stage, hlog) -> files.put(folder.latency(stage), hlog));
    return files;
  }

  private static boolean holds(Path file, String content) {
    try {
      return Files.exists(file)
          && Arrays.equals(Files.readAllBytes(file), content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
