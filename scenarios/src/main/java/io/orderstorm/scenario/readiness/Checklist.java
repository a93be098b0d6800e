package io.orderstorm.scenario.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.scenario.drill.Drills;
import io.orderstorm.scenario.model.Objectives.Recovery;
import io.orderstorm.scenario.model.Team;
import io.orderstorm.scenario.readiness.Line.Area;
import io.orderstorm.simulator.contract.Finding;
import io.orderstorm.simulator.topic.TopicCard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What has to be true before a launch, and what proves it. */
final class Checklist {

  /** A quarter: evidence that is older proves nothing any more. */
  static final Duration PROVES_FOR = Duration.ofDays(92);

  /** The stages that the business feels, each with targets of its own. */
  private static final List<String> BUSINESS = List.of("ingestion", "payment", "fulfilment");

  /** Of a clock that is ahead; what is dated later was not played yet. */
  private static final Duration AHEAD = Duration.ofHours(1);

  /**
   * What a team has to be able to do whatever else it has runbooks for: end a replay, roll back.
   */
  private static final List<String> RUNBOOKS = List.of("replay-overload", "bad-canary");

  private final Subject subject;
  private final KeptResults kept;
  private final Instant now;

  Checklist(Subject subject, KeptResults kept, Instant now) {
    this.subject = subject;
    this.kept = kept;
    this.now = now;
  }

  /** Every line, in the order of the areas. */
  List<Line> lines() {
    var lines = new ArrayList<Line>();
    lines.add(topicsAreOwned());
    lines.add(contractsHold());
    lines.add(targetsAreAgreed());
    lines.add(targetsAreMet());
    lines.add(alertFired("a lag alert", name -> name.endsWith("-lag")));
    lines.add(
        alertFired(
            "a dead-letter alert",
            name -> name.endsWith("-dead-letters") || name.endsWith("-dead-letter-age")));
    subject.runbooks().forEach(runbook -> lines.add(runbookIsVerified(runbook)));
    missingRunbooks().forEach(name -> lines.add(runbookIsMissing(name)));
    Drills.all().forEach(drill -> lines.add(drillWasPassed(drill.name())));
    lines.add(CanaryProof.of(recent(kept.runs()), quarter()));
    lines.add(someoneIsOnCall());
    lines.add(deadLettersAreOwned());
    return List.copyOf(lines);
  }

  private Line topicsAreOwned() {
    String claim = "every topic has one owner, a runbook and a compatibility rule";
    var owners = new TreeSet<String>();
    subject.topics().forEach(card -> owners.add(card.owner()));
    return Line.proved(
        Area.CONTRACTS,
        claim,
        subject.topics().size() + " topics in topics.yaml, owned by " + String.join(", ", owners));
  }

  private Line contractsHold() {
    String claim = "every schema version may follow those before it, and samples of each are read";
    String see = "orderstorm contracts verify contracts";
    if (subject.contracts().isEmpty()) {
      return Line.open(Area.CONTRACTS, claim, "no contracts were found");
    }
    List<Finding> broken =
        subject.contracts().stream().filter(finding -> !finding.holds()).toList();
    return broken.isEmpty()
        ? Line.proved(Area.CONTRACTS, claim, subject.contracts().size() + " checks hold")
        : Line.open(
            Area.CONTRACTS,
            claim,
            "%d of %d checks do not hold, such as %s: %s; %s"
                .formatted(
                    broken.size(),
                    subject.contracts().size(),
                    broken.get(0).subject(),
                    broken.get(0).reason(),
                    see));
  }

  private Line targetsAreAgreed() {
    String claim = "RTO and RPO are agreed for ingestion, payment and fulfilment";
    var agreed = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (String stage : BUSINESS) {
      Recovery recovery = subject.objectives().recovery().get(stage);
      if (recovery == null) {
        missing.add(stage);
      } else {
        agreed.add(
            "%s %d s, %d orders"
                .formatted(stage, recovery.rto().toSeconds(), recovery.rpoOrders()));
      }
    }
    return missing.isEmpty()
        ? Line.proved(Area.OBJECTIVES, claim, String.join("; ", agreed))
        : Line.open(
            Area.OBJECTIVES,
            claim,
            "objectives.recovery of " + subject.scenario() + " says nothing of " + list(missing));
  }

  /**
   * By the newest run that could be judged: an older pass does not outweigh a newer breach. With
   * {@code --set}, by a runbook's own values or before the file was changed, a run was another one.
   */
  private Line targetsAreMet() {
    String claim = "the scenario's objectives are met, RTO and RPO among them";
    String again = "; play it: orderstorm run " + subject.scenario();
    List<KeptRun> named =
        recent(kept.runs()).stream()
            .filter(run -> run.scenario().equals(subject.scenario()))
            .toList();
    List<KeptRun> own =
        named.stream()
            .filter(run -> run.settings().equals(Optional.of(subject.settings())))
            .toList();
    if (own.isEmpty() && !named.isEmpty()) {
      return Line.open(
          Area.OBJECTIVES,
          claim,
          "none of the "
              + named.size()
              + " runs that were kept has a scenario.yaml that says what the scenario says now"
              + again);
    }
    var judged = own.stream().filter(KeptRun::isJudged).findFirst();
    if (judged.isEmpty()) {
      return Line.open(
          Area.OBJECTIVES,
          claim,
          (own.isEmpty()
                  ? "no run of " + subject.scenario() + " was kept within " + quarter()
                  : "none of the " + own.size() + " runs that were kept could be judged")
              + again);
    }
    KeptRun run = judged.get();
    if (!run.verdict().equals("PASSED")) {
      return Line.open(Area.OBJECTIVES, claim, named(run) + " BREACHED: " + missed(run) + again);
    }
    String recoveries = recoveries(run);
    return recoveries.isEmpty()
        ? Line.open(
            Area.OBJECTIVES, claim, named(run) + " passed, but no fault put its RTO to the test")
        : Line.proved(Area.OBJECTIVES, claim, named(run) + " passed: " + recoveries);
  }

  private static String missed(KeptRun run) {
    var missed = new ArrayList<String>();
    for (JsonNode objective : run.result().path("objectives")) {
      if (objective.path("met").isBoolean() && !objective.path("met").asBoolean()) {
        missed.add(objective.path("name").asText() + " " + objective.path("actual").asText());
      }
    }
    return missed.isEmpty() ? "see its report" : String.join("; ", missed);
  }

  private static String recoveries(KeptRun run) {
    var met = new ArrayList<String>();
    for (JsonNode recovery : run.result().path("recovery")) {
      if (recovery.path("verdict").asText().equals("PolicyMet")
          && recovery.path("rtoSeconds").isNumber()
          && BUSINESS.contains(recovery.path("stage").asText())) {
        met.add(
            "%s after %s in %s s"
                .formatted(
                    recovery.path("stage").asText(),
                    recovery.path("fault").asText(),
                    recovery.path("rtoSeconds").asText()));
      }
    }
    return String.join("; ", met);
  }

  private Line alertFired(String what, Predicate<String> name) {
    String claim = what + " was seen to fire";
    for (KeptRun run : recent(kept.runs())) {
      List<String> fired = run.alerts().stream().filter(name).toList();
      if (run.isJudged() && !fired.isEmpty()) {
        return Line.proved(Area.ALERTS, claim, list(fired) + " in " + named(run));
      }
    }
    return Line.open(
        Area.ALERTS,
        claim,
        "in no judged run that was kept within " + quarter() + "; rehearse a runbook");
  }

  private Line runbookIsVerified(Subject.RunbookFile runbook) {
    String claim = "runbook " + runbook.name() + " was verified within " + quarter();
    String again = "; orderstorm runbook verify scenarios/runbooks/" + runbook.name() + ".md";
    return kept.runbooks().stream()
        .filter(trial -> trial.name().equals(runbook.name()))
        .findFirst()
        .map(
            trial -> {
              if (!trial.isPassed()) {
                return open(claim, trial, "came out " + trial.verdict() + again);
              }
              if (!isRecent(trial.playedAt())) {
                return open(claim, trial, untimely(trial) + again);
              }
              if (trial.isSetOtherwise()) {
                return open(claim, trial, "was set otherwise with --set" + again);
              }
              return trial.sha256().equals(runbook.sha256())
                  ? Line.proved(
                      Area.RECOVERY, claim, "%s on %s".formatted(trial.verdict(), day(trial)))
                  : open(claim, trial, "was of another text than the runbook has now" + again);
            })
        .orElseGet(() -> Line.open(Area.RECOVERY, claim, "never rehearsed" + again));
  }

  private List<String> missingRunbooks() {
    List<String> there = subject.runbooks().stream().map(Subject.RunbookFile::name).toList();
    return RUNBOOKS.stream().filter(name -> !there.contains(name)).toList();
  }

  private static Line runbookIsMissing(String name) {
    return Line.open(
        Area.RECOVERY,
        "runbook " + name + " was verified within " + quarter(),
        "there is no scenarios/runbooks/" + name + ".md");
  }

  private Line drillWasPassed(String drill) {
    String claim = "drill " + drill + " was passed within " + quarter();
    String again = "; orderstorm drill " + drill;
    return kept.drills().stream()
        .filter(trial -> trial.name().equals(drill) && !trial.isShort())
        .findFirst()
        .map(
            trial -> {
              if (!trial.isPassed()) {
                return open(claim, trial, "came out " + trial.verdict() + again);
              }
              return isRecent(trial.playedAt())
                  ? Line.proved(
                      Area.RECOVERY, claim, "%s on %s".formatted(trial.verdict(), day(trial)))
                  : open(claim, trial, untimely(trial) + again);
            })
        .orElseGet(() -> Line.open(Area.RECOVERY, claim, "its full form was never played" + again));
  }

  private static Line open(String claim, KeptTrial trial, String why) {
    return Line.open(Area.RECOVERY, claim, "the one of " + day(trial) + " " + why);
  }

  private Line someoneIsOnCall() {
    return named(
        "who is on call and who comes after is named for every owner",
        new TreeSet<>(subject.topics().stream().map(TopicCard::owner).toList()));
  }

  private Line deadLettersAreOwned() {
    return named(
        "every dead-letter queue has somebody on call",
        new TreeSet<>(
            subject.topics().stream()
                .filter(card -> card.topic().endsWith(".dlq"))
                .map(TopicCard::owner)
                .toList()));
  }

  private Line named(String claim, Set<String> owners) {
    var called = new ArrayList<String>();
    var nobody = new ArrayList<String>();
    for (String owner : owners) {
      Team team = subject.teams().get(owner);
      if (team == null) {
        nobody.add(owner);
      } else {
        called.add(owner + ": " + called(team));
      }
    }
    return nobody.isEmpty()
        ? Line.proved(Area.PEOPLE, claim, String.join("; ", called))
        : Line.open(Area.PEOPLE, claim, "the teams file does not name " + list(nobody));
  }

  private static String called(Team team) {
    return team.onCall() + ", then " + team.escalation();
  }

  private List<KeptRun> recent(List<KeptRun> runs) {
    return runs.stream().filter(run -> isRecent(run.startedAt())).toList();
  }

  private boolean isRecent(Instant at) {
    return !at.plus(PROVES_FOR).isBefore(now) && !at.isAfter(now.plus(AHEAD));
  }

  private String untimely(KeptTrial trial) {
    return trial.playedAt().isAfter(now) ? "is dated in the future" : "is too old";
  }

  private static String quarter() {
    return PROVES_FOR.toDays() + " days";
  }

  private static String named(KeptRun run) {
    return "run " + run.folder().getFileName();
  }

  private static String day(KeptTrial trial) {
    return trial.playedAt().toString().substring(0, 10);
  }

  private static String list(List<String> names) {
    return String.join(", ", names);
  }
}
