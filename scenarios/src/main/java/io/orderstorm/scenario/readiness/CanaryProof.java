package io.orderstorm.scenario.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.report.result.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether new versions can be trusted to their canary: a sound one came through, and a bad one was
 * noticed. One without the other may be a rule that says yes to all, or to none.
 */
final class CanaryProof {

  private CanaryProof() {}

  /**
   * Looks for both among runs.
   *
   * @param runs that are not too old, newest first
   */
  static Line of(List<KeptRun> runs, String within) {
    String claim = "a canary let a sound version through and took a bad one back, within " + within;
    Optional<KeptRun> through = passed(runs, Canary.PROMOTED);
    Optional<KeptRun> back = passed(runs, Canary.ROLLED_BACK);
    if (through.isPresent() && back.isPresent()) {
      return Line.proved(
          Line.Area.CHANGE,
          claim,
          "promoted in run %s; rolled back in run %s"
              .formatted(name(through.get()), name(back.get())));
    }
    var missing = new ArrayList<String>();
    if (through.isEmpty()) {
      missing.add("no run was kept that passed and promoted one; orderstorm run good-canary");
    }
    if (back.isEmpty()) {
      missing.add("no run was kept that passed and took one back; orderstorm run bad-canary");
    }
    return Line.open(Line.Area.CHANGE, claim, String.join("; ", missing));
  }

  /** A run that was asked for this ending, and came to it. */
  private static Optional<KeptRun> passed(List<KeptRun> runs, String ending) {
    return runs.stream()
        .filter(run -> run.verdict().equals("PASSED"))
        .filter(run -> run.result().path("canary").path("ending").asText().equals(ending))
        .filter(run -> isMet(run, "canary." + ending))
        .findFirst();
  }

  private static boolean isMet(KeptRun run, String name) {
    for (JsonNode objective : run.result().path("objectives")) {
      if (objective.path("name").asText().equals(name)) {
        return objective.path("met").asBoolean(false);
      }
    }
    return false;
  }

  private static String name(KeptRun run) {
    return String.valueOf(run.folder().getFileName());
  }
}
