package io.orderstorm.scenario.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The probes of a study, a line each, written as soon as a probe ended. */
final class ProbeRecords {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  ProbeRecords(Path file) {
    this.file = file;
  }

  /**
   * A probe that was made.
   *
   * @param session the name of the folder with its raw records
   */
  record Entry(String session, ProbeFigures figures) {}

  void append(Entry entry) {
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(entry) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  /**
   * Reads all; empty if none was made. A last line that was cut off does not count.
   *
   * @throws ScenarioException if another line is damaged
   */
  List<Entry> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      var entries = new ArrayList<Entry>();
      for (int i = 0; i < lines.size(); i++) {
        try {
          entries.add(JSON.readValue(lines.get(i), Entry.class));
        } catch (JsonProcessingException e) {
          if (i < lines.size() - 1) {
            throw new ScenarioException(
                file + ", line " + (i + 1) + ": is no probe: " + e.getOriginalMessage());
          }
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }
}
