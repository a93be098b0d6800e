package io.orderstorm.scenario.capacity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.capacity.Forecast;
import io.orderstorm.scenario.capacity.StudySettings.Part;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.model.Rate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a study, kept in its folder so that it can be resumed. Rates are orders per
 * second.
 *
 * @param target null if none was named
 * @param firstRate the first rate that is probed
 * @param baseline the usual rate, for the lag-recovery table
 * @param baselineIs where it comes from
 * @param forecast null if there is none
 * @param replay what was asked of governed replays; null in requests that know nothing of them
 */
public record CapacityRequest(
    @Nullable Double target,
    double firstRate,
    double mostRate,
    double baseline,
    String baselineIs,
    long settlingSeconds,
    long judgedSeconds,
    long warmUpSeconds,
    double tolerance,
    int mostProbes,
    Set<Part> parts,
    @Nullable Forecast forecast,
    String command,
    String madeAt,
    @Nullable ReplaySettings replay) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public CapacityRequest {
    parts = Set.copyOf(new TreeSet<>(parts));
  }

  /** How the study is made. */
  StudySettings settings() {
    return new StudySettings(
        new Rate(firstRate),
        new Rate(mostRate),
        Duration.ofSeconds(settlingSeconds),
        Duration.ofSeconds(judgedSeconds),
        tolerance,
        mostProbes,
        new Rate(baseline),
        parts,
        replay == null ? ReplaySettings.usual(firstRate) : replay);
  }

  /** The rates of the lag-recovery table by their names. */
  Map<String, Double> loads() {
    var loads = new LinkedHashMap<String, Double>();
    loads.put("baseline (" + baselineIs + ")", baseline);
    Optional.ofNullable(forecast).ifPresent(of -> loads.put("peak", of.peakPerSecond()));
    if (target != null) {
      loads.put("campaign (the target)", target);
    }
    return loads;
  }

  void write(Path file) {
    try {
      JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  /**
   * Reads it back.
   *
   * @throws ScenarioException if it is damaged
   */
  static CapacityRequest read(Path file) {
    try {
      return JSON.readValue(file.toFile(), CapacityRequest.class);
    } catch (IOException e) {
      throw new ScenarioException(file + ": is no study's request: " + e.getMessage());
    }
  }
}
