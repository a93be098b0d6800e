package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.LoadStep;
import io.orderstorm.scenario.model.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A recorded load: CSV with the columns {@code time} (a duration such as {@code 90m}, ascending,
 * the first 0s) and {@code rate} (such as {@code 200/s} or {@code 9000/min}). Commons CSV reads it:
 * quoting and line ends are its business.
 */
final class CurveFile {

  private static final int MOST_POINTS = 100_000;

  private CurveFile() {}

  static LoadStep.Curve read(Path csv, String name, int compress, Position at) {
    if (!Files.isRegularFile(csv)) {
      throw at.refuse("no such file: " + csv);
    }
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (CSVParser rows = CSVParser.parse(csv, java.nio.charset.StandardCharsets.UTF_8, format)) {
      if (!rows.getHeaderNames().containsAll(List.of("time", "rate"))) {
        throw at.refuse(
            name + " needs the columns time and rate, but has " + rows.getHeaderNames());
      }
      return new LoadStep.Curve(name, compress, points(rows, name, compress));
    } catch (IOException e) {
      throw at.refuse("can't read " + csv + ": " + e.getMessage());
    }
  }

  private static List<LoadStep.Curve.Point> points(CSVParser rows, String name, int compress) {
    var points = new ArrayList<LoadStep.Curve.Point>();
    Duration last = Duration.ofNanos(-1);
    for (CSVRecord row : rows) {
      String where = name + ":" + (row.getRecordNumber() + 1) + ": ";
      try {
        Duration time = Quantity.duration(row.get("time"));
        if (points.isEmpty() ? !time.isZero() : time.compareTo(last) <= 0) {
          throw new IllegalArgumentException(
              "times ascend and the first is 0s, but is '" + row.get("time") + "'");
        }
        last = time;
        points.add(new LoadStep.Curve.Point(time.dividedBy(compress), rate(row.get("rate"))));
      } catch (IllegalArgumentException e) {
        throw new ScenarioException(where + e.getMessage());
      }
      if (points.size() > MOST_POINTS) {
        throw new ScenarioException(name + ": a curve has at most " + MOST_POINTS + " points");
      }
    }
    if (points.size() < 2) {
      throw new ScenarioException(
          name + ": a curve has at least two points, this one has " + points.size());
    }
    return points;
  }

  /** A recorded night may stand still. */
  private static Rate rate(String text) {
    return text.matches("0(\\.0+)?/(s|min)") ? Rate.ZERO : Quantity.rate(text);
  }
}
