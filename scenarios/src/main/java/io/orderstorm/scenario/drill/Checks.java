package io.orderstorm.scenario.drill;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.simulator.replay.audit.AuditCheck;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every drill with a replay has to prove. Pure. */
final class Checks {

  private static final List<String> COMPLETE = List.of("requested", "approved", "started", "ended");

  private Checks() {}

  /** No order lost or in flight, no effect twice or left over. */
  static List<ObjectiveResult> nothingLostOrDoubled(Evidence evidence) {
    OrderCounts orders = evidence.result().orders();
    return List.of(
        none("lost", orders.lost() + orders.inFlight(), "orders lost or in flight"),
        none(
            "duplicate-effects",
            orders.duplicateEffects() + orders.orphanEffects(),
            "effects done twice or left over"));
  }

  static ObjectiveResult none(String name, long found, String what) {
    return new ObjectiveResult(name, "none", count(found) + " " + what, found == 0);
  }

  /** Without any the drill shows nothing. */
  static ObjectiveResult given(String name, long count, String what) {
    return new ObjectiveResult(name, "some " + what, count(count), count > 0 ? Boolean.TRUE : null);
  }

  /** Whether any order was given up for good. */
  static ObjectiveResult noDeadOrders(Evidence evidence) {
    return none(
        "dead-orders",
        evidence.result().orders().deadLettered(),
        "orders that end in a dead-letter queue");
  }

  /** Whether a triage came to its end. */
  static ObjectiveResult cleared(Evidence evidence) {
    Optional<RunEvent> step = evidence.step(LetterTriage.CLEARED);
    return new ObjectiveResult(
        "cleared",
        "nothing open afterwards",
        step.map(one -> one.text("detail")).orElse("not cleared"),
        step.isPresent());
  }

  /** What must be refused was refused, and nothing was let through. */
  static ObjectiveResult refused(Evidence evidence, int wanted, String target) {
    int refused = evidence.steps(Governed.REFUSED).size();
    return new ObjectiveResult(
        "governed", target, refused + " of " + wanted + " refused", refused == wanted);
  }

  /** The audit log is intact, in file and topic, and has every plan from request to outcome. */
  static ObjectiveResult audited(Evidence evidence) {
    AuditCheck check = evidence.audit();
    List<SealedPlan> plans = evidence.plans();
    var missing = new ArrayList<String>();
    for (SealedPlan plan : plans) {
      for (String kind : COMPLETE) {
        if (evidence.audited(plan.plan().id(), kind).isEmpty()) {
          missing.add(plan.plan().id() + " " + kind);
        }
      }
    }
    boolean topic =
        evidence
            .step(Governed.AUDITED)
            .map(step -> Boolean.TRUE.equals(step.flag("intact")))
            .orElse(false);
    String actual =
        check.problem().orElse(check.lines() + " lines, all as they were written")
            + (missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing))
            + (topic ? "" : "; the topic was not found to agree");
    return new ObjectiveResult(
        "audit",
        "request, approval, start and outcome of every plan, intact in file and topic",
        actual,
        check.isIntact() && missing.isEmpty() && topic && !plans.isEmpty());
  }

  /** When the load began, in run nanos. */
  static long loadStart(Evidence evidence) {
    return evidence.events(RunEvent.LOAD_STARTED).stream()
        .findFirst()
        .map(RunEvent::timeNanos)
        .orElse(0L);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
