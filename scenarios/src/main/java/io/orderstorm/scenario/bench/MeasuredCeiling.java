package io.orderstorm.scenario.bench;

import io.orderstorm.report.expectation.Ceiling;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.OrderStormHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What this machine's pipeline was measured to carry, kept between runs so that every report can
 * show how far a peak is from it. Runs whose JVMs compile differently have ceilings of their own.
 */
public final class MeasuredCeiling {

  private final Path file;

  private MeasuredCeiling(Path file) {
    this.file = file;
  }

  /** The ceiling of runs with these compilers. */
  public static MeasuredCeiling of(Compilation compilation) {
    String name = "ceiling-" + compilation.name().toLowerCase(Locale.ROOT) + ".properties";
    return new MeasuredCeiling(OrderStormHome.path().resolve(name));
  }

  /** Empty if it was never measured. */
  public Optional<Ceiling> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
    return Optional.of(
        new Ceiling(
            Double.parseDouble(properties.getProperty("ordersPerSecond")),
            properties.getProperty("provenance", "")));
  }

  void write(Ceiling ceiling) {
    var properties = new Properties();
    properties.setProperty("ordersPerSecond", Double.toString(ceiling.ordersPerSecond()));
    properties.setProperty("provenance", ceiling.provenance());
    try {
      Files.createDirectories(file.getParent());
      try (var out = Files.newBufferedWriter(file)) {
        properties.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }
}
