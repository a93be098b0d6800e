package io.orderstorm.report.canary;

import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.record.HandlingRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What both versions did over the same while. With a share of the keys each has events of its own.
 * In shadow both are given every event, and only an event that both have decided on counts, once.
 */
public final class Sides {

  private final CanaryPlan.Mode mode;
  private final Tally stable;
  private final Tally candidate;
  private final Map<UUID, HandlingRecord> alone = new HashMap<>();
  private long different;

  public Sides(CanaryPlan.Mode mode) {
    this.mode = mode;
    this.stable = new Tally(mode);
    this.candidate = new Tally(mode);
  }

  /** Takes in what a version did, in any order. */
  public void add(HandlingRecord of) {
    if (!Tally.counts(of, mode)) {
      return;
    }
    if (mode == CanaryPlan.Mode.KEYS) {
      (of.candidate() ? candidate : stable).add(of);
      return;
    }
    HandlingRecord other = alone.get(of.eventId());
    if (other == null) {
      alone.put(of.eventId(), of);
    } else if (other.candidate() != of.candidate()) {
      alone.remove(of.eventId());
      stable.add(of.candidate() ? other : of);
      candidate.add(of.candidate() ? of : other);
      different += of.choice() == other.choice() && of.intended() == other.intended() ? 0 : 1;
    }
  }

  public Tally stable() {
    return stable;
  }

  public Tally candidate() {
    return candidate;
  }

  /** In shadow, the events that the candidate decided otherwise; with shares of the keys 0. */
  public long different() {
    return different;
  }

  CanaryPlan.Mode mode() {
    return mode;
  }
}
