package io.orderstorm.report.canary;

import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.HandlingRecord;
import io.orderstorm.report.record.HandlingRecord.Choice;
import io.orderstorm.report.record.HandlingRecord.Ending;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one version made of its events over a while. First handlings alone count: an event that
 * comes back from a retry topic has counted as failed already.
 */
public final class Tally {

  private final CanaryPlan.Mode mode;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private long events;
  private long errors;
  private long[] latencies = new long[64];
  private boolean sorted = true;

  public Tally(CanaryPlan.Mode mode) {
    this.mode = mode;
  }

  /** Whether an event can be compared; one that had been handled before tells nothing. */
  public static boolean counts(HandlingRecord of, CanaryPlan.Mode mode) {
    if (of.retry()) {
      return false;
    }
    if (mode == CanaryPlan.Mode.SHADOW) {
      return of.choice() != null;
    }
    return !of.shadow()
        && (of.ending() == Ending.HANDLED
            || of.ending() == Ending.DEAD_LETTERED
            || of.ending() == Ending.PUT_OFF);
  }

  /** Counts an event, if it {@link #counts}. */
  public void add(HandlingRecord of) {
    if (!counts(of, mode)) {
      return;
    }
    if (failed(of)) {
      errors++;
    } else {
      outcomes.merge(outcome(of), 1L, Long::sum);
    }
    if (events == latencies.length) {
      latencies = Arrays.copyOf(latencies, latencies.length * 2);
    }
    latencies[(int) events++] = of.latencyNanos();
    sorted = false;
  }

  private boolean failed(HandlingRecord of) {
    return mode == CanaryPlan.Mode.SHADOW
        ? of.choice() == Choice.INVALID
        : of.ending() != Ending.HANDLED;
  }

  private String outcome(HandlingRecord of) {
    EventType type = mode == CanaryPlan.Mode.SHADOW ? of.intended() : of.outcome();
    return type == EventType.UNKNOWN ? "none" : word(type);
  }

  /** {@code PAYMENT_DECLINED} as event types are written elsewhere, {@code PaymentDeclined}. */
  private static String word(EventType type) {
    var word = new StringBuilder();
    for (String part : type.name().split("_", -1)) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }

  public long events() {
    return events;
  }

  public long errors() {
    return errors;
  }

  /** The events that did not fail, by the outcome that followed, or {@code none}. */
  public Map<String, Long> outcomes() {
    return Collections.unmodifiableMap(outcomes);
  }

  /**
   * A quantile of the latency, the smallest that a share {@code q} of the events did not exceed.
   *
   * @throws IllegalStateException if nothing was counted
   */
  public long latencyNanos(double q) {
    if (events == 0) {
      throw new IllegalStateException("nothing was counted");
    }
    sort();
    return latencies[(int) Math.max(0, Math.ceil(q * events) - 1)];
  }

  /** How many events took longer. */
  long slowerThan(double nanos) {
    sort();
    int low = 0;
    int high = (int) events;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (latencies[middle] > nanos) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return events - low;
  }

  private void sort() {
    if (!sorted) {
      Arrays.sort(latencies, 0, (int) events);
      sorted = true;
    }
  }
}
