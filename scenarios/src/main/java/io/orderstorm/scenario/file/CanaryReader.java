package io.orderstorm.scenario.file;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.scenario.model.Canary;
import io.orderstorm.scenario.model.Load;
import io.orderstorm.scenario.model.Objectives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code canary}, and what {@code objectives} ask of it. */
final class CanaryReader {

  private static final List<String> USUAL_STEPS = List.of("5%", "25%", "100%");
  private static final Duration USUAL_HOLD = Duration.ofSeconds(10);
  private static final String NO_LATENCY =
      "in shadow the candidate makes no calls, so its time is no handling latency; compare it with a"
          + " share of the keys";

  private static final Pattern BACK = Pattern.compile("rolled-back(?:\\s+before\\s+(\\S+))?");

  private CanaryReader() {}

  static Optional<Canary> read(Section root, Load load, Plan plan) {
    return root.section("canary").map(section -> canary(section, load, plan));
  }

  private static Canary canary(Section section, Load load, Plan plan) {
    var mode = section.optional("mode", Canary.Mode.KEYS, Quantity.oneOf(Canary.Mode.class));
    String stage =
        section.required(
            "stage", Quantity.oneOf("inventory", "payment", "fulfilment", "notification"));
    var canary =
        new Canary(
            stage,
            mode,
            candidate(
                section.section("candidate").orElseGet(() -> Section.empty(section.position())),
                stage,
                mode),
            section.required("start", Quantity::duration),
            mode == Canary.Mode.SHADOW ? inShadow(section) : steps(section),
            section.optional("hold", USUAL_HOLD, Quantity::span),
            rules(section.requiredSection("rules"), mode));
    section.end();
    refuseTooLate(canary, load, section);
    refuseDeaths(canary, plan, section);
    return canary;
  }

  private static Canary.Candidate candidate(Section section, String stage, Canary.Mode mode) {
    var candidate =
        new Canary.Candidate(
            section.optional("slower-by", Duration.ZERO, CanaryReader::work),
            section.optional("rejects", 0.0, Quantity::ratio),
            section.optional("declines", 0.0, Quantity::ratio));
    if (candidate.declines() > 0 && !stage.equals("inventory") && !stage.equals("payment")) {
      throw section
          .position("declines")
          .refuse("only inventory and payment can say no to an order, " + stage + " can't");
    }
    if (mode == Canary.Mode.SHADOW && !candidate.slowerBy().isZero()) {
      throw section.position("slower-by").refuse(NO_LATENCY);
    }
    section.end();
    return candidate;
  }

  private static Duration work(String text) {
    Duration work = Quantity.duration(text);
    if (work.toSeconds() > 10) {
      throw new IllegalArgumentException("must be 0s to 10s, but is '" + text + "'");
    }
    return work;
  }

  private static List<Double> inShadow(Section section) {
    if (section.has("steps")) {
      throw section
          .position("steps")
          .refuse("in shadow the candidate is given every event and no keys: there are no steps");
    }
    return List.of(1.0);
  }

  private static List<Double> steps(Section section) {
    if (!section.has("steps")) {
      return USUAL_STEPS.stream().map(Quantity::ratio).toList();
    }
    var steps = new ArrayList<Double>();
    for (Position element : section.list("steps")) {
      double share = Section.read(element, Quantity::ratio);
      double before = steps.isEmpty() ? 0 : steps.get(steps.size() - 1);
      if (share <= before) {
        throw element.refuse("steps rise, each above the one before it, from above 0% to 100%");
      }
      steps.add(share);
    }
    if (steps.size() < 2 || steps.get(steps.size() - 1) != 1) {
      throw section
          .position("steps")
          .refuse(
              "must end with 100%, which is full rollout, and begin below it, or nothing would be"
                  + " compared");
    }
    return steps;
  }

  private static Canary.Rules rules(Section section, Canary.Mode mode) {
    var rules =
        new Canary.Rules(
            section.optional("at-least", 100, Quantity.whole(20, 1_000_000)),
            section.optional("errors", Quantity::ratio),
            section.optional("outcomes", Quantity::ratio),
            section.optional("latency", CanaryReader::times));
    section.end();
    if (mode == Canary.Mode.SHADOW && rules.latency().isPresent()) {
      throw section.position("latency").refuse(NO_LATENCY);
    }
    if (rules.errors().isEmpty() && rules.outcomes().isEmpty() && rules.latency().isEmpty()) {
      throw section
          .position()
          .refuse("at least one of errors, outcomes and latency has to be said");
    }
    return rules;
  }

  /** {@code 1.5x}. */
  private static double times(String text) {
    if (!text.endsWith("x")) {
      throw new IllegalArgumentException(
          "how many times the stable version's p95 is written such as 1.5x, from 1x to 1000x, but"
              + " is '"
              + text
              + "'");
    }
    return Quantity.factor(text.substring(0, text.length() - 1));
  }

  /** A rollout that can't be over before the load ends is never promoted. */
  private static void refuseTooLate(Canary canary, Load load, Section section) {
    Duration least =
        canary.start().plus(canary.hold().multipliedBy(Math.max(1L, canary.steps().size() - 1L)));
    if (least.compareTo(load.lasting()) >= 0) {
      throw section
          .position("start")
          .refuse(
              "start and the holds of all steps below 100% take "
                  + least.toMillis()
                  + " ms, and the load ends after "
                  + load.lasting().toMillis()
                  + " ms");
    }
  }

  /** A consumer that comes back from a fault would not know of its candidate's share. */
  private static void refuseDeaths(Canary canary, Plan plan, Section section) {
    for (Fault fault : plan.faults()) {
      boolean hitsConsumer =
          fault instanceof ProcessFault process
              && process.target() instanceof Target.Consumer consumer
              && consumer.stage().equals(canary.stage());
      boolean kills = fault instanceof MessageFault message && message.crashes();
      if (hitsConsumer || kills) {
        throw section
            .position("stage")
            .refuse(
                "fault '"
                    + fault.name()
                    + "' ends consumers of "
                    + canary.stage()
                    + ", which would forget the candidate's share; one of the two has to go");
      }
    }
  }

  /** {@code promoted}, {@code rolled-back} or {@code rolled-back before 25%}. */
  static Optional<Objectives.CanaryGoal> goal(Section objectives, boolean hasCanary) {
    Optional<Objectives.CanaryGoal> goal = objectives.optional("canary", CanaryReader::goalOf);
    if (goal.isPresent() && !hasCanary) {
      throw objectives.position("canary").refuse("the scenario has no canary");
    }
    return goal;
  }

  private static Objectives.CanaryGoal goalOf(String text) {
    if (text.equals("promoted")) {
      return new Objectives.CanaryGoal(true, 1);
    }
    Matcher back = BACK.matcher(text);
    if (!back.matches()) {
      throw new IllegalArgumentException(
          "must be promoted, rolled-back, or rolled-back before SHARE, such as rolled-back before"
              + " 25%, but is '"
              + text
              + "'");
    }
    double before = back.group(1) == null ? 1 : Quantity.ratio(back.group(1));
    if (before == 0) {
      throw new IllegalArgumentException("a share above 0% is needed, but is '" + text + "'");
    }
    return new Objectives.CanaryGoal(false, before);
  }
}
