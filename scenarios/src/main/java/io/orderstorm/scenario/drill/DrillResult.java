package io.orderstorm.scenario.drill;

import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a drill came to; {@code drill.json} as it stands.
 *
 * @param drill its name
 * @param isShort whether it was the short form
 * @param run the run's id
 * @param startedAt when, in UTC
 * @param seconds from the start of the command to the end of the run's analysis
 * @param reasons why it did not pass; empty if it did
 * @param figures for a reader
 */
public record DrillResult(
    String schema,
    String drill,
    String title,
    boolean isShort,
    String run,
    String startedAt,
    double seconds,
    double limitSeconds,
    Verdict verdict,
    List<String> reasons,
    List<ObjectiveResult> checks,
    Map<String, String> figures,
    List<Step> steps) {

  /** The schema's name. */
  public static final String SCHEMA = "orderstorm/drill/1";

  /**
   * Something that the operator did or saw.
   *
   * @param atSeconds since the load began
   */
  public record Step(double atSeconds, String step, String detail) {}

  public DrillResult {
    reasons = List.copyOf(reasons);
    checks = List.copyOf(checks);
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    steps = List.copyOf(steps);
  }
}
