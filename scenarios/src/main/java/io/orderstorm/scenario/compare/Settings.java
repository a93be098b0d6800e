package io.orderstorm.scenario.compare;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Everything that was set for a run and could change its figures: the resolved scenario and the
 * surroundings, value by value. Names and texts are left out, and what every run has of its own.
 *
 * @param values by their path, such as {@code pipeline.stages.payment.on-outage}
 */
record Settings(Map<String, String> values) {

  private static final Set<String> TEXTS =
      Set.of("scenario", "title", "question", "owner", "runId", "startedAt", "command");

  private static final ObjectMapper JSON = new ObjectMapper();

  Settings {
    values = new TreeMap<>(values);
  }

  /**
   * Reads a run's.
   *
   * @throws ScenarioException if the folder lacks its scenario or its environment
   */
  static Settings of(RunFolder run) {
    var values = new TreeMap<String, String>();
    flatten(
        "", new Load(LoadSettings.builder().build()).loadFromString(text(run.scenario())), values);
    flatten("", json(run.environment()), values);
    return new Settings(values);
  }

  private static Map<String, Object> json(Path file) {
    try {
      return JSON.readValue(text(file), new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new ScenarioException(file + ": is not JSON: " + e.getMessage());
    }
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ScenarioException(file + ": is missing; a run folder has it");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static void flatten(String path, Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, of) -> flatten(join(path, String.valueOf(key)), of, into));
    } else if (value instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        flatten(join(path, String.valueOf(index)), list.get(index), into);
      }
    } else if (!TEXTS.contains(path)) {
      into.put(path, String.valueOf(value));
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
