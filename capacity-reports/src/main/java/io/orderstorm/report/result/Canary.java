package io.orderstorm.report.result;

import io.orderstorm.report.canary.Difference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the next version of a stage's handler was brought in.
 *
 * @param mode {@code keys} or {@code shadow}
 * @param candidate what is known of how it differs
 * @param ending {@code promoted}, {@code rolled-back}, {@code unfinished} or {@code not-started}
 * @param greatestShare of the keys that it ever had, from 0 to 1
 * @param decidedSeconds from its start to the end of its rollout; null without one
 * @param reason of that end
 * @param confirmed whether the records give every decision again
 * @param strays events that it took although it had been rolled back more than a second before
 */
public record Canary(
    String stage,
    String mode,
    String candidate,
    String ending,
    double greatestShare,
    @Nullable Double decidedSeconds,
    String reason,
    boolean confirmed,
    long strays,
    List<Step> steps) {

  public static final String PROMOTED = "promoted";
  public static final String ROLLED_BACK = "rolled-back";
  public static final String UNFINISHED = "unfinished";
  public static final String NOT_STARTED = "not-started";

  public Canary {
    steps = List.copyOf(steps);
  }

  /**
   * A while with one share, up to the moment that it was decided on.
   *
   * @param share of the keys, from 0 to 1
   * @param fromSeconds since the start of the load
   * @param decision how it ended: {@code raised}, {@code promoted} or {@code rolled-back}
   * @param confirmed whether the rules come to the same with the figures that stand here
   */
  public record Step(
      double share,
      double fromSeconds,
      double toSeconds,
      Version stable,
      Version candidate,
      List<Difference> differences,
      String decision,
      String reason,
      boolean confirmed) {
    public Step {
      differences = List.copyOf(differences);
    }
  }

  /**
   * What a version did within a step.
   *
   * @param errors events that its first handling gave up or put off
   * @param p50Ms of handling latency; null without events, as the others
   * @param outcomes of the other events, by kind
   */
  public record Version(
      long events,
      long errors,
      @Nullable Double p50Ms,
      @Nullable Double p95Ms,
      @Nullable Double p99Ms,
      Map<String, Long> outcomes) {
    public Version {
      outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
  }
}
