package io.orderstorm.scenario.drill;

import io.orderstorm.scenario.engine.Site;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.scenario.replay.OrderlyEnd;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.audit.AuditCheck;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.run.Outcome;
import io.orderstorm.simulator.replay.run.ReplayRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the operators of drills do at a {@link Desk}, each step written down. The owner of every
 * request is the one team, whoever approves is somebody else.
 */
final class Governed {

  static final String OWNER = "payments-team";

  static final String REFUSED = "refused";
  static final String APPROVED = "approved";
  static final String REPLAYING = "replaying";
  static final String REPLAYED = "replayed";
  static final String AUDITED = "audited";

  private static final String APPROVER = "on-call-lead";
  private static final String AUDIT_TOPIC = "orderstorm.replay-audit";

  private final Steps steps;

  Governed(Steps steps) {
    this.steps = steps;
  }

  /** A desk whose plans lie in the run's folder. */
  static Desk desk(Site site, Policy policy) {
    return Desk.at(site.cluster(), new ReplayFolder(site.folder().replays()), policy, AUDIT_TOPIC);
  }

  /** Writes a file for the desk, a request or a policy. */
  static Path write(Site site, String name, String text) {
    Path file = site.folder().replays().resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new ReplayFailedException("can't write " + file, e);
    }
  }

  /**
   * Tries what has to be refused.
   *
   * @param refusal the exception that says so
   */
  void refused(String what, Class<? extends RuntimeException> refusal, Runnable attempt) {
    try {
      attempt.run();
      steps.done("let-through", what);
    } catch (RuntimeException e) {
      if (!refusal.isInstance(e)) {
        throw e;
      }
      steps.done(REFUSED, what + ": " + e.getMessage(), Map.of("what", what));
    }
  }

  /** The same for what the desk refuses. */
  void refused(String what, Runnable attempt) {
    refused(what, ReplayRefusedException.class, attempt);
  }

  void approve(Desk desk, SealedPlan plan) {
    desk.approve(plan, APPROVER, "drill: looked at the blast radius");
    steps.done(APPROVED, plan.plan().id() + " by " + APPROVER + ", who is not its owner");
  }

  Outcome run(Desk desk, SealedPlan plan) {
    String id = plan.plan().id();
    steps.done(REPLAYING, id, Map.of("plan", id));
    ReplayRun replay = desk.admit(plan, status -> {});
    Outcome outcome = OrderlyEnd.of(replay::run, replay::interrupt);
    steps.done(
        REPLAYED,
        String.format(
            "%s, %,d of %,d records copied", outcome.kind(), outcome.copied(), outcome.records()),
        Map.of("plan", id, "outcome", outcome.kind().name()));
    return outcome;
  }

  /** Looks at every line of the log, in the file and in the topic. */
  void audit(Desk desk) {
    AuditCheck check = desk.checkAudit();
    steps.done(
        AUDITED,
        check
            .problem()
            .orElse("all " + check.lines() + " lines are as they were written, the topic agrees"),
        Map.of("intact", check.isIntact(), "lines", check.lines()));
  }
}
