package io.orderstorm.report.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the run can be judged.
 *
 * @param reasons why not; empty if it can
 * @param notes what a reader should know though it voids nothing
 * @param scheduleSlipP99Ms the generator's own lateness; of several the worst one's
 * @param hiccupP99Ms the worst of generator and observer; null if one of them did not tell
 * @param observerLagMax the most records that were appended and not yet seen
 * @param observerLagP99Ms p99 of receive − append in the worst 5 s outside broker unavailability
 */
public record Validity(
    List<Reason> reasons,
    List<String> notes,
    double scheduleSlipP99Ms,
    @Nullable Double hiccupP99Ms,
    long observerLagMax,
    double observerLagP99Ms,
    boolean faultsEffective) {

  /** A reason not to judge: what was seen, what is allowed, and what to do about it. */
  public record Reason(String name, String figure, String limit, String remedy) {}

  public Validity {
    reasons = List.copyOf(reasons);
    notes = List.copyOf(notes);
  }

  public boolean valid() {
    return reasons.isEmpty();
  }
}
