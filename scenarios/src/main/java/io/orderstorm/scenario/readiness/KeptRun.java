package io.orderstorm.scenario.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run that was kept.
 *
 * @param folder its folder
 * @param startedAt when its load began
 * @param result its {@code result.json}
 * @param alerts the names of the alerts that its pipeline raised, each once
 */
record KeptRun(Path folder, Instant startedAt, JsonNode result, List<String> alerts) {

  String scenario() {
    return result.path("run").path("scenario").asText();
  }

  /** How it was set, but for the seed; empty if its {@code scenario.yaml} was not kept. */
  Optional<String> settings() {
    Path file = folder.resolve("scenario.yaml");
    try {
      return Files.exists(file)
          ? Optional.of(Subject.settings(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  String verdict() {
    return result.path("verdict").asText();
  }

  /** How many records its observer saw on a topic; empty if the raw records were not kept. */
  Optional<Long> seen(String topic) {
    if (!Files.isDirectory(folder.resolve("observations"))) {
      return Optional.empty();
    }
    Path observations = RunFolder.open(folder).observations(topic);
    if (!Files.exists(observations)) {
      return Optional.of(0L);
    }
    try (var reader = RecordReader.open(observations, Observation.KIND)) {
      return Optional.of(reader.count());
    }
  }

  /** Whether its figures may be used: a run that can't be judged proves nothing. */
  boolean isJudged() {
    return verdict().equals("PASSED") || verdict().equals("BREACHED");
  }
}
