package io.orderstorm.report.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file of JSON lines, tolerant of a last line that was cut off. */
final class LineReader {

  /** What is done with a line. */
  @FunctionalInterface
  interface LineConsumer {
    void accept(String line) throws JsonProcessingException;
  }

  private LineReader() {}

  static void forEach(Path file, LineConsumer consumer) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 1;
      String line = reader.readLine();
      while (line != null) {
        String following = reader.readLine();
        accept(file, number++, line, following, consumer);
        line = following;
      }
    } catch (NoSuchFileException e) {
      throw new UnreadableRecordsException(file, "there is no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void accept(
      Path file, int number, String line, @Nullable String following, LineConsumer consumer) {
    if (line.isBlank()) {
      return;
    }
    try {
      consumer.accept(line);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      if (following != null) {
        throw new UnreadableRecordsException(file, "line " + number + ": " + e.getMessage(), e);
      }
    }
  }
}
