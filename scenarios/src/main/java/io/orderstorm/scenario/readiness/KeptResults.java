package io.orderstorm.scenario.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.UnreadableRecordsException;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was kept below a folder, newest first.
 *
 * @param unread files that are there but can't be read, each with the reason
 */
record KeptResults(
    List<KeptRun> runs, List<KeptTrial> drills, List<KeptTrial> runbooks, List<String> unread) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEPTH = 3;

  /**
   * Reads the folder and those below it.
   *
   * @param folder a folder with run folders, as {@code runs}; one that is not there holds nothing
   * @throws ScenarioException if it is a file
   */
  static KeptResults below(Path folder) {
    if (!Files.exists(folder)) {
      return new KeptResults(List.of(), List.of(), List.of(), List.of());
    }
    if (!Files.isDirectory(folder)) {
      throw new ScenarioException(folder + ": must be a folder with run folders");
    }
    var found =
        new KeptResults(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (Stream<Path> files = Files.find(folder, DEPTH, (path, as) -> as.isRegularFile())) {
      files.sorted().forEach(found::take);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder, e);
    }
    found.runs.sort(Comparator.comparing(KeptRun::startedAt).reversed());
    found.drills.sort(Comparator.comparing(KeptTrial::playedAt).reversed());
    found.runbooks.sort(Comparator.comparing(KeptTrial::playedAt).reversed());
    return found;
  }

  private void take(Path file) {
    try {
      switch (String.valueOf(file.getFileName())) {
        case "result.json" -> runs.add(run(file));
        case "drill.json" -> drills.add(trial(file, "drill", "startedAt"));
        case "runbook.json" -> runbooks.add(trial(file, "runbook", "playedAt"));
        default -> {}
      }
    } catch (IOException | DateTimeException | UnreadableRecordsException e) {
      unread.add(file + ": " + e.getMessage());
    }
  }

  private static KeptRun run(Path file) throws IOException {
    JsonNode result = JSON.readTree(file.toFile());
    Path folder = file.toAbsolutePath().normalize().resolveSibling("");
    return new KeptRun(
        folder,
        Instant.parse(result.path("run").path("startedAt").asText()),
        result,
        alerts(folder.resolve("events.jsonl")));
  }

  private static List<String> alerts(Path events) {
    if (!Files.exists(events)) {
      return List.of();
    }
    return EventLog.read(events).stream()
        .filter(event -> event.is(RunEvent.ALERT))
        .map(event -> event.text("name"))
        .distinct()
        .sorted()
        .toList();
  }

  private static KeptTrial trial(Path file, String name, String at) throws IOException {
    JsonNode kept = JSON.readTree(file.toFile());
    return new KeptTrial(
        file,
        kept.path(name).asText(),
        Instant.parse(kept.path(at).asText()),
        kept.path("verdict").asText(),
        kept.path("short").asBoolean(false),
        !kept.path("set").isEmpty(),
        kept.path("sha256").asText(""));
  }
}
