package io.orderstorm.report.render;

import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Series;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The figures over time, a line per second. */
final class Csv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private Csv() {}

  /** Offsets and lag of each group at the end of each second. */
  static String lag(RunResult result) {
    return write(
        List.of(
            "second",
            "group",
            "endOffset",
            "committedOffset",
            "lag",
            "peakLag",
            "backlog",
            "oldestMs"),
        printer -> {
          Series series = result.series();
          for (int second = 0; second < series.seconds(); second++) {
            for (Series.GroupSeries group : series.lag()) {
              printer.printRecord(
                  second,
                  group.group(),
                  group.end().get(second),
                  group.committed().get(second),
                  group.lag().get(second),
                  group.peakLag().get(second),
                  group.backlog().get(second),
                  number(group.oldestMs().get(second)));
            }
          }
        });
  }

  /** Rates, and the latency of the orders that were due in each second. */
  static String timeline(RunResult result) {
    Series series = result.series();
    List<String> header = new ArrayList<>();
    header.addAll(
        List.of("second", "scheduled", "offered", "acknowledged", "completed", "deadLettered"));
    for (Series.StageSeries stage : series.latency()) {
      header.addAll(
          List.of(stage.stage() + "P50Ms", stage.stage() + "P99Ms", stage.stage() + "MaxMs"));
    }
    return write(
        header,
        printer -> {
          for (int second = 0; second < series.seconds(); second++) {
            printer.printRecord(row(series, second));
          }
        });
  }

  private static List<Object> row(Series series, int second) {
    List<Object> row = new ArrayList<>();
    row.add(second);
    row.add(series.scheduled().get(second));
    row.add(series.offered().get(second));
    row.add(series.acknowledged().get(second));
    row.add(series.completed().get(second));
    row.add(series.deadLettered().get(second));
    for (Series.StageSeries stage : series.latency()) {
      row.add(number(stage.p50Ms().get(second)));
      row.add(number(stage.p99Ms().get(second)));
      row.add(number(stage.maxMs().get(second)));
    }
    return row;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(java.util.Locale.ROOT, "%.3f", value);
  }

  /** What writes the lines behind the header. */
  @FunctionalInterface
  private interface Lines {
    void to(CSVPrinter printer) throws IOException;
  }

  private static String write(List<String> header, Lines lines) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(header);
      lines.to(printer);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return text.toString();
  }
}
