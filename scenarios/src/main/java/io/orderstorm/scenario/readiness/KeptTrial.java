package io.orderstorm.scenario.readiness;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A drill that was played or a runbook that was rehearsed.
 *
 * @param file the {@code drill.json} or {@code runbook.json}
 * @param name the drill's or the runbook's name
 * @param playedAt when
 * @param verdict in its own words
 * @param isShort whether it was the short form, which proves less
 * @param isSetOtherwise whether somebody changed values of its scenario on the command line
 * @param sha256 of the runbook that was rehearsed; empty for a drill
 */
record KeptTrial(
    Path file,
    String name,
    Instant playedAt,
    String verdict,
    boolean isShort,
    boolean isSetOtherwise,
    String sha256) {

  /** Whether it came out as it should. */
  boolean isPassed() {
    return verdict.equals("PASSED") || verdict.equals("VERIFIED");
  }
}
