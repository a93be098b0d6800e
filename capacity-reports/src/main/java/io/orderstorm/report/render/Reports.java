package io.orderstorm.report.render;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    write(folder.resultJson(), ResultJson.render(result));
    write(folder.reportHtml(), ReportHtml.render(result));
    write(folder.reportMarkdown(), ReportMarkdown.render(result));
    write(folder.junitXml(), JunitXml.render(result));
    write(folder.anomalies(), AnomalyLines.render(result));
    write(folder.lag(), Csv.lag(result));
    write(folder.timeline(), Csv.timeline(result));
    for (Map.Entry<String, String> hlog : result.hlogs().entrySet()) {
      write(folder.latency(hlog.getKey()), hlog.getValue());
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
