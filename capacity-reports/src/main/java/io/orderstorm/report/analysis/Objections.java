package io.orderstorm.report.analysis;

import io.orderstorm.report.result.Validity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What speaks against judging a run, and what its reader has to know of it besides. */
final class Objections {

  private final List<Validity.Reason> reasons = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void reason(String name, String figure, String limit, String remedy) {
    reasons.add(new Validity.Reason(name, figure, limit, remedy));
  }

  void note(String text) {
    notes.add(text);
  }

  /** Whether there is a reason that begins so. */
  boolean against(String beginning) {
    return reasons.stream().anyMatch(reason -> reason.name().startsWith(beginning));
  }

  /** All of them, with the figures that were looked at; see {@link Validity}. */
  Validity validity(
      double slipP99Ms,
      @Nullable Double hiccupP99Ms,
      long observerMax,
      double observerP99Ms,
      boolean faultsEffective) {
    return new Validity(
        reasons, notes, slipP99Ms, hiccupP99Ms, observerMax, observerP99Ms, faultsEffective);
  }
}
