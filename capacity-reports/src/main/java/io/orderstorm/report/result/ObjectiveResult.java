package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * An objective against what was reached.
 *
 * @param met null if it can't be judged or does not apply; the reason then stands in {@code actual}
 * @param applicable false if the run has nothing to ask it of, such as recovery in a scenario
 *     without faults; it then changes no verdict
 */
public record ObjectiveResult(
    String name, String target, String actual, @Nullable Boolean met, boolean applicable) {

  public ObjectiveResult {
    if (!applicable && met != null) {
      throw new IllegalArgumentException(
          "objective '" + name + "' does not apply and yet is " + (met ? "met" : "missed"));
    }
  }

  /** An objective that applies; {@code met} is null if it can't be judged. */
  public ObjectiveResult(String name, String target, String actual, @Nullable Boolean met) {
    this(name, target, actual, met, true);
  }

  /** An objective that the run has nothing to ask of, and why. */
  public static ObjectiveResult notApplicable(String name, String target, String why) {
    return new ObjectiveResult(name, target, why, null, false);
  }

  public Verdict verdict() {
    if (!applicable) {
      return Verdict.PASSED;
    }
    if (met == null) {
      return Verdict.VOID;
    }
    return met ? Verdict.PASSED : Verdict.BREACHED;
  }

  /** How it came out, in one word: met, missed, void or not applicable. */
  public String word() {
    if (!applicable) {
      return "not applicable";
    }
    if (met == null) {
      return "void";
    }
    return met ? "met" : "missed";
  }
}
