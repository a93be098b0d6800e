package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.Validity;
import io.orderstorm.report.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdict and why it is that. Of all reasons the gravest decides; writes that were proven lost
 * and effects that were proven doubled are stated whatever the verdict.
 */
record Verdicts(Verdict verdict, List<String> reasons) {

  static Verdicts of(
      List<RunEvent> log,
      Topology pipeline,
      Validity validity,
      OrderCounts counts,
      List<Recovery> recovery,
      List<ObjectiveResult> objectives) {
    List<String> aborted = new ArrayList<>();
    List<String> unjudged = new ArrayList<>();
    List<String> breached = new ArrayList<>();
    for (RunEvent event : log) {
      if (event.is(RunEvent.ABORT)) {
        aborted.add("aborted by a safeguard: " + event.text("reason"));
      } else if (event.is(RunEvent.INTERRUPTED)) {
        aborted.add("interrupted");
      } else if (Deaths.unplanned(event) && Deaths.isOfSystem(event, pipeline)) {
        breached.add(event.text("process") + " died unplanned");
      }
    }
    validity
        .reasons()
        .forEach(r -> unjudged.add(r.name() + ": " + r.figure() + " (limit: " + r.limit() + ")"));
    objectives.forEach(o -> addObjective(o, unjudged, breached));
    recovery.forEach(r -> addPolicy(r, unjudged, breached));
    return decide(aborted, unjudged, breached, counts);
  }

  private static void addObjective(
      ObjectiveResult objective, List<String> unjudged, List<String> breached) {
    String text =
        objective.name() + ": " + objective.actual() + " (target: " + objective.target() + ")";
    switch (objective.verdict()) {
      case VOID -> unjudged.add(text);
      case BREACHED -> breached.add(text);
      case PASSED, ABORTED -> {}
    }
  }

  private static void addPolicy(Recovery row, List<String> unjudged, List<String> breached) {
    String where =
        row.stage()
            + (row.fault().equals(Recovery.NO_FAULT) ? " outside faults" : " after " + row.fault());
    switch (row.verdict()) {
      case VOID -> unjudged.add("recovery of " + where + ": " + row.note());
      case BREACHED -> breached.add("recovery of " + where + " breached its policy");
      case MET, MISSING, NOT_APPLICABLE -> {}
    }
  }

  private static Verdicts decide(
      List<String> aborted, List<String> unjudged, List<String> breached, OrderCounts counts) {
    List<String> reasons = new ArrayList<>(aborted);
    reasons.addAll(unjudged);
    if (counts.lost() > 0) {
      reasons.add("proven: " + counts.lost() + " acknowledged orders are lost");
    }
    if (counts.duplicateEffects() > 0) {
      reasons.add("proven: " + counts.duplicateEffects() + " effects were performed twice");
    }
    reasons.addAll(breached);
    Verdict verdict = breached.isEmpty() ? Verdict.PASSED : Verdict.BREACHED;
    verdict = verdict.worse(unjudged.isEmpty() ? Verdict.PASSED : Verdict.VOID);
    verdict = verdict.worse(aborted.isEmpty() ? Verdict.PASSED : Verdict.ABORTED);
    return new Verdicts(verdict, reasons);
  }
}
