package io.orderstorm.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that was judged: its folder, its settings, and what its {@code result.json} says. */
record JudgedRun(RunFolder folder, Settings settings, JsonNode result) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads it.
   *
   * @throws ScenarioException if the folder lacks its scenario, environment or result
   */
  static JudgedRun of(RunFolder run) {
    return new JudgedRun(run, Settings.of(run), result(run));
  }

  static JsonNode result(RunFolder run) {
    try {
      return JSON.readTree(run.resultJson().toFile());
    } catch (IOException e) {
      throw new ScenarioException(
          run.resultJson() + ": can't be read; './orderstorm report' makes it again");
    }
  }

  String id() {
    return result.path("run").path("id").asText();
  }

  String scenario() {
    return result.path("run").path("scenario").asText();
  }

  String verdict() {
    return result.path("verdict").asText();
  }

  Instant startedAt() {
    return Instant.parse(result.path("run").path("startedAt").asText());
  }

  /** The stages that latencies are told of, in their order. */
  List<String> stages() {
    var stages = new ArrayList<String>();
    result.path("latency").forEach(entry -> stages.add(entry.path("stage").asText()));
    return stages;
  }

  /** A figure of a stage's latency, for example {@code p99Ms}; null if there is none. */
  @Nullable Double latency(String stage, String figure) {
    for (JsonNode entry : result.path("latency")) {
      if (entry.path("stage").asText().equals(stage)) {
        return number(entry.path(figure));
      }
    }
    return null;
  }

  @Nullable Double cpuPerOrderMs() {
    return number(result.path("cpu").path("perOrderMs"));
  }

  @Nullable Double throughput(String figure) {
    return number(result.path("throughput").path(figure));
  }

  /** The longest time to recover from any fault; null if there was none, or it did not end. */
  @Nullable Double worstRtoSeconds() {
    Double worst = null;
    for (JsonNode row : result.path("recovery")) {
      if (!row.path("rtoAtLeastSeconds").isMissingNode()) {
        return null;
      }
      Double rto = number(row.path("rtoSeconds"));
      worst = rto == null || (worst != null && worst >= rto) ? worst : rto;
    }
    return worst;
  }

  /** Whether a stage never recovered from a fault. */
  boolean hasUnendedRecovery() {
    for (JsonNode row : result.path("recovery")) {
      if (!row.path("rtoAtLeastSeconds").isMissingNode()) {
        return true;
      }
    }
    return false;
  }

  static @Nullable Double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
  }
}
