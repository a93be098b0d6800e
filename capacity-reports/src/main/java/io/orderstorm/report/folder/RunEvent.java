package io.orderstorm.report.folder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code events.jsonl}: something that the harness did or noticed, for example {@code
 * fault-injected}.
 *
 * @param timeNanos run nanos
 * @param details the line's other members: text, numbers and booleans
 */
public record RunEvent(long timeNanos, String type, Map<String, Object> details) {

  public static final String LOAD_STARTED = "load-started";

  /**
   * The moment from which on no more orders were to leave, earlier than the scenario says, because
   * whoever worked on the pipeline had seen enough: {@code reason}.
   */
  public static final String LOAD_CUT = "load-cut";

  public static final String LOAD_ENDED = "load-ended";
  public static final String QUIET = "quiet";
  public static final String FAULT_INJECTED = "fault-injected";
  public static final String FAULT_REVERTED = "fault-reverted";
  public static final String FAULT_EFFECT = "fault-effect";

  /**
   * The pipeline's own monitoring raised an alert: {@code name}, {@code stage}, {@code severity},
   * {@code detail}, and the figures that it was decided on.
   */
  public static final String ALERT = "alert";

  /** An alert is over: {@code name}, {@code stage}, {@code severity}, and the figures. */
  public static final String ALERT_CLEARED = "alert-cleared";

  public static final String PROCESS_DIED = "process-died";
  public static final String ABORT = "abort";
  public static final String HARNESS_FAILURE = "harness-failure";
  public static final String HICCUP = "hiccup";

  /** A client reached its server past the link that it should have used: {@code link}. */
  public static final String LINK_BYPASSED = "link-bypassed";

  /**
   * A process saw its wall clock step against its monotonic one: {@code process}, {@code stepMs}.
   */
  public static final String CLOCK_STEP = "clock-step";

  /**
   * A stage's consumers became more or fewer: {@code group}, {@code from}, {@code to}, {@code lag},
   * and the lag {@code above} which more are added.
   */
  public static final String SCALED = "scaled";

  /**
   * A candidate's share of a stage's keys was changed: {@code stage}, {@code change} (started,
   * raised, promoted or rolled-back), {@code from}, {@code to}, {@code byRule}, {@code
   * throughNanos}, the events that it was decided on, {@code stable} and {@code candidate}, and the
   * {@code reason}.
   */
  public static final String CANARY = "canary";

  /** A stage's batches became larger or smaller: {@code group}, {@code gatherMs}, {@code lag}. */
  public static final String BATCH_TUNED = "batch-tuned";

  /** A topic got more partitions: {@code topic}, {@code from}, {@code to}, {@code lag}. */
  public static final String EXPANDED = "expanded";

  /**
   * A group was set to the end of a topic by a fault: {@code group}, {@code topic}, and where it
   * stood and stands, {@code from} and {@code to}, each the sum over the partitions.
   */
  public static final String OFFSETS_LOST = "offsets-lost";

  /** Whoever worked on the pipeline during the run could not go on: {@code reason}. */
  public static final String OPERATOR_FAILED = "operator-failed";

  /**
   * The run is a drill: its {@code name}, whether it is the {@code short} form, and {@code
   * limitSeconds}.
   */
  public static final String DRILL = "drill";

  /** Something that an operator did or saw in a drill: {@code step}, {@code detail}, figures. */
  public static final String DRILL_STEP = "drill-step";

  /** Somebody replays without bounds, in a rehearsal: {@code plan}, {@code stage}. */
  public static final String REPLAY_BEGAN = "replay-began";

  /** Somebody on call acted on the pipeline: {@code what}. */
  public static final String OPERATED = "operated";

  public static final String INTERRUPTED = "interrupted";

  public RunEvent {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** An event without details. */
  public static RunEvent of(long timeNanos, String type) {
    return new RunEvent(timeNanos, type, Map.of());
  }

  /** The same event with one more detail. */
  public RunEvent with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new RunEvent(timeNanos, type, more);
  }

  public boolean is(String wanted) {
    return type.equals(wanted);
  }

  /** A detail as text; empty if the event lacks it. */
  public String text(String name) {
    Object value = details.get(name);
    return value == null ? "" : value.toString();
  }

  /** A detail that says yes or no; null if the event lacks it. */
  public @Nullable Boolean flag(String name) {
    return details.get(name) instanceof Boolean flag ? flag : null;
  }

  /** A detail as a number; NaN if the event lacks it. */
  public double number(String name) {
    return details.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
