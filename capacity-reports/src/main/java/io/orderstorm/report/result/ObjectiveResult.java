package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * An objective against what was reached.
 *
 * @param met null if it can't be judged; the reason then stands in {@code actual}
 */
public record ObjectiveResult(String name, String target, String actual, @Nullable Boolean met) {

  public Verdict verdict() {
    if (met == null) {
      return Verdict.VOID;
    }
    return met ? Verdict.PASSED : Verdict.BREACHED;
  }
}
