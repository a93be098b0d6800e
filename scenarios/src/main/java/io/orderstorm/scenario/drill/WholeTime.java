package io.orderstorm.scenario.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long a drill took in all, in a file of its run's folder: no record of the run can know it.
 */
public final class WholeTime {

  private static final String FILE = "drill-time.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private WholeTime() {}

  /** Keeps it. */
  public static void write(RunFolder folder, Duration whole) {
    try {
      Files.writeString(
          file(folder), JSON.writeValueAsString(Map.of("wholeMillis", whole.toMillis())) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file(folder), e);
    }
  }

  /** Reads it; empty if it was never kept, or is unreadable. */
  static Optional<Duration> read(RunFolder folder) {
    try {
      JsonNode millis = JSON.readTree(file(folder).toFile()).path("wholeMillis");
      return millis.isIntegralNumber()
          ? Optional.of(Duration.ofMillis(millis.asLong()))
          : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static Path file(RunFolder folder) {
    return folder.root().resolve(FILE);
  }
}
