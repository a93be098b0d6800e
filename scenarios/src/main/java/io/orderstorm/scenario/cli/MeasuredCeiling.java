package io.orderstorm.scenario.cli;

import io.orderstorm.report.expectation.Ceiling;
import io.orderstorm.simulator.process.OrderStormHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What this machine's pipeline was measured to carry, kept between runs so that every report can
 * show how far a peak is from it.
 */
final class MeasuredCeiling {

  private MeasuredCeiling() {}

  private static Path file() {
    return OrderStormHome.path().resolve("ceiling.properties");
  }

  static Optional<Ceiling> read() {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file())) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file(), e);
    }
    return Optional.of(
        new Ceiling(
            Double.parseDouble(properties.getProperty("ordersPerSecond")),
            properties.getProperty("provenance", "")));
  }

  static void write(Ceiling ceiling) {
    var properties = new Properties();
    properties.setProperty("ordersPerSecond", Double.toString(ceiling.ordersPerSecond()));
    properties.setProperty("provenance", ceiling.provenance());
    try {
      Files.createDirectories(file().getParent());
      try (var out = Files.newBufferedWriter(file())) {
        properties.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file(), e);
    }
  }
}
