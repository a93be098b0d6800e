package io.orderstorm.scenario.capacity;

import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Orders of each minute: CSV with a column {@code orders}, a number of at least 0 in every row;
 * other columns, such as the time, are not looked at. Commons CSV reads it.
 */
public final class ForecastFile {

  private ForecastFile() {}

  /**
   * Reads it.
   *
   * @throws ScenarioException naming file, line and value if it can't be read
   */
  public static List<Double> read(Path csv) {
    if (!Files.isRegularFile(csv)) {
      throw new ScenarioException("--forecast " + csv + ": no such file");
    }
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (CSVParser rows = CSVParser.parse(csv, StandardCharsets.UTF_8, format)) {
      if (!rows.getHeaderNames().contains("orders")) {
        throw new ScenarioException(
            csv + ": needs a column orders, but has " + rows.getHeaderNames());
      }
      if (rows.getHeaderNames().stream().filter("orders"::equals).count() > 1) {
        throw new ScenarioException(
            csv + ": needs one column orders, but has several: " + rows.getHeaderNames());
      }
      var minutes = new ArrayList<Double>();
      for (CSVRecord row : rows) {
        minutes.add(orders(csv, row, rows.getCurrentLineNumber()));
      }
      if (minutes.isEmpty()) {
        throw new ScenarioException(csv + ": has no minute");
      }
      if (minutes.stream().noneMatch(orders -> orders > 0)) {
        throw new ScenarioException(
            csv + ", orders: is 0 in every minute, so there is no rate to plan for");
      }
      return minutes;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new ScenarioException(csv + ": can't be read: " + e.getMessage());
    }
  }

  private static double orders(Path csv, CSVRecord row, long line) {
    String text = row.isSet("orders") ? row.get("orders") : "";
    try {
      double orders = Double.parseDouble(text);
      if (Double.isFinite(orders) && orders >= 0) {
        return orders;
      }
    } catch (NumberFormatException refused) {
      // refused below, with its line
    }
    throw new ScenarioException(
        csv + ", line " + line + ", orders: must be a number of at least 0, but is '" + text + "'");
  }
}
