package io.orderstorm.scenario.cli.replay;

import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.plan.BlastRadius;
import io.orderstorm.simulator.replay.plan.Reexecution;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.Slice;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan for a person who has to decide about it. */
final class PlanText {

  private static final int MOST_SLICES = 12;

  private final PrintWriter out;

  PlanText(PrintWriter out) {
    this.out = out;
  }

  void print(SealedPlan sealed) {
    ReplayPlan plan = sealed.plan();
    ReplayRequest request = plan.request();
    line("plan", plan.id());
    line("owner", request.owner());
    line("intent", request.intent());
    printScope(plan);
    line("target", target(plan));
    line("", readers(plan.blastRadius()));
    plan.blastRadius()
        .downstreamCalls()
        .forEach(
            (service, calls) -> line("", String.format("at most %,d calls of %s", calls, service)));
    if (plan.blastRadius().effectsPresent() != null) {
      line("", String.format("%,d effects are there already", plan.blastRadius().effectsPresent()));
    }
    if (plan.blastRadius().reexecution() != null) {
      print(plan.blastRadius().reexecution());
    }
    printCeiling(request.ceiling(), plan.blastRadius());
    line("guard", guard(request));
    if (request.redrive() != null) {
      line(
          "redrive",
          "at most "
              + request.redrive().maxPasses()
              + " passes a message"
              + (request.redrive().patch().isEmpty()
                  ? ""
                  : ", patched: " + request.redrive().patch()));
    }
    line("guarantee", plan.guarantee());
    line("sha256", sealed.sha256());
  }

  private void print(Reexecution again) {
    line(
        "again",
        String.format(
            "at most %,d events are made as revision %d", again.outcomes(), again.revision()));
    again
        .stages()
        .forEach(
            (stage, events) ->
                line("", String.format("then stage %s handles at most %,d", stage, events)));
    again
        .downstreamCalls()
        .forEach(
            (service, calls) ->
                line("", String.format("with at most %,d calls of %s", calls, service)));
    if (again.effectsPresent() != null) {
      line(
          "",
          String.format(
              "%,d effects of later stages are there already and stay", again.effectsPresent()));
    }
  }

  private void printScope(ReplayPlan plan) {
    BlastRadius radius = plan.blastRadius();
    line(
        "scope",
        String.format(
            "%,d records, %,d bytes, %,d keys%s",
            radius.records(),
            radius.bytes(),
            radius.keys(),
            radius.orders() == 0 ? "" : String.format(", %,d orders", radius.orders())));
    line(
        "",
        radius.eventTypes().entrySet().stream()
            .map(entry -> String.format("%s %,d", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", ")));
    plan.slices().stream().limit(MOST_SLICES).forEach(this::printSlice);
    if (plan.slices().size() > MOST_SLICES) {
      line("", "and " + (plan.slices().size() - MOST_SLICES) + " more partitions");
    }
    if (radius.skippedReplayed() > 0) {
      line("left out", String.format("%,d records that a replay caused", radius.skippedReplayed()));
    }
  }

  private void printSlice(Slice slice) {
    line(
        "",
        String.format(
            "%s/%d offsets %d..%d: %,d records",
            slice.topic(), slice.partition(), slice.from(), slice.to() - 1, slice.records()));
  }

  private static String target(ReplayPlan plan) {
    String topics = plan.targets().stream().map(TopicSeen::name).collect(Collectors.joining(", "));
    return plan.request()
        .target()
        .match(
            new Target.Cases<>() {
              @Override
              public String topic(Target.Topic target) {
                return topics
                    + ", partition by "
                    + target.partitioning().name().toLowerCase(Locale.ROOT);
              }

              @Override
              public String origin(Target.Origin target) {
                return topics + ", where each stood first";
              }

              @Override
              public String stage(Target.Stage target) {
                return topics + ", to the group that gave each up";
              }

              @Override
              public String lane(Target.Lane target) {
                return topics + ", the retry lane of stage " + target.group();
              }

              @Override
              public String correction(Target.Correction target) {
                return topics
                    + ", the retry lane of stage "
                    + target.group()
                    + ", which handles them again as revision "
                    + target.revision();
              }
            });
  }

  private static String readers(BlastRadius radius) {
    if (radius.unseenReaders()) {
      return "the cluster does not tell which groups read it";
    }
    return radius.readers().isEmpty()
        ? "no group has read it so far"
        : "read by " + String.join(", ", radius.readers());
  }

  private void printCeiling(Ceiling ceiling, BlastRadius radius) {
    line(
        "ceiling",
        String.format(
            Locale.ROOT,
            "%s records/s and %,d bytes/s: takes at least %s",
            number(ceiling.recordsPerSecond()),
            ceiling.bytesPerSecond(),
            text(radius.atCeiling())));
  }

  private static String guard(ReplayRequest request) {
    Guard guard = request.guard();
    return guard == null
        ? "none: nothing slows it down for the live path's sake"
        : String.format(
            "slower while the lag of %s is above %,d, faster at %,d%s",
            guard.group(),
            guard.lagAbove(),
            guard.resumeBelow(),
            guard.p99Above() == null
                ? ""
                : "; slower, too, while its p99 from append to commit is above "
                    + text(guard.p99Above()));
  }

  private static String number(double value) {
    return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** {@code 1 h 2 min 3 s}. */
  static String text(Duration duration) {
    long seconds = (duration.toMillis() + 999) / 1_000;
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3_600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
  }

  void line(String name, String text) {
    if (!text.isEmpty()) {
      out.printf("%-9s %s%n", name, text);
    }
  }
}
