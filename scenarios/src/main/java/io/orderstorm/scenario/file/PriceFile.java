package io.orderstorm.scenario.file;

import io.orderstorm.report.cost.PriceList;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What things cost, as a file says it. Every part may be left out; what has no price is reported as
 * a quantity only:
 *
 * <pre>
 * currency: EUR
 * storage:    { price: 0.08,   per: GB-month }         # one copy; or GB-hour, GiB-month, TB-month
 * partitions: { price: 0.0015, per: partition-hour }   # with all its copies; or partition-month
 * consumers:  { price: 0.045,  per: consumer-hour }    # or consumer-month
 * calls:
 *   payment-provider: { price: 12, per: 1000-calls }   # or call
 * </pre>
 *
 * A month has 730 hours, a GB 10^9 bytes, a GiB 2^30.
 */
public final class PriceFile {

  private static final double MONTH_HOURS = 730;
  private static final double DEAREST = 1e9;

  private static final Map<String, Double> STORAGE =
      new TreeMap<>(
          Map.of(
              "GB-month",
              1e-9,
              "GB-hour",
              1e-9 * MONTH_HOURS,
              "GiB-month",
              1.0 / (1L << 30),
              "TB-month",
              1e-12));
  private static final Map<String, Double> PARTITIONS =
      new TreeMap<>(Map.of("partition-hour", 1.0, "partition-month", 1 / MONTH_HOURS));
  private static final Map<String, Double> CONSUMERS =
      new TreeMap<>(Map.of("consumer-hour", 1.0, "consumer-month", 1 / MONTH_HOURS));
  private static final Map<String, Double> CALLS =
      new TreeMap<>(Map.of("call", 1.0, "1000-calls", 1e-3));

  private PriceFile() {}

  /**
   * Reads it.
   *
   * @throws ScenarioException naming file, line and field, with what is allowed there
   */
  public static PriceList read(Path file) {
    String origin = file.toString();
    Section root = Section.of(new Position(origin, "", new YamlText(origin, "price").read(file)));
    var list =
        new PriceList(
            root.required("currency", PriceFile::currency),
            price(root, "storage", STORAGE).orElse(null),
            price(root, "partitions", PARTITIONS).orElse(null),
            price(root, "consumers", CONSUMERS).orElse(null),
            calls(root));
    root.end();
    return list;
  }

  private static Map<String, Double> calls(Section root) {
    var prices = new LinkedHashMap<String, Double>();
    Optional<Section> calls = root.section("calls");
    calls.ifPresent(
        of -> {
          for (StageName stage : StageName.values()) {
            price(of, stage.service(), CALLS)
                .ifPresent(price -> prices.put(stage.service(), price));
          }
          of.end();
        });
    return prices;
  }

  /** The price of the least unit of what is priced. */
  private static Optional<Double> price(Section parent, String key, Map<String, Double> units) {
    return parent
        .section(key)
        .map(
            of -> {
              double price = of.required("price", PriceFile::amount);
              double unit = of.required("per", text -> unit(text, units));
              of.end();
              return price * unit;
            });
  }

  private static String currency(String text) {
    if (!text.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException(
          "a currency is three capital letters, such as EUR, but is '" + text + "'");
    }
    return text;
  }

  private static double amount(String text) {
    if (text.matches("\\d{1,10}(\\.\\d{1,12})?")) {
      double amount = Double.parseDouble(text);
      if (amount <= DEAREST) {
        return amount;
      }
    }
    throw new IllegalArgumentException(
        "a price is a number from 0 to 1000000000, such as 0.08, without a currency or an exponent,"
            + " but is '"
            + text
            + "'");
  }

  private static double unit(String text, Map<String, Double> units) {
    Double unit = units.get(text);
    if (unit == null) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", units.keySet()) + ", but is '" + text + "'");
    }
    return unit;
  }
}
