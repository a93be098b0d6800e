package io.orderstorm.report.analysis;

import io.orderstorm.report.canary.CanaryJudge;
import io.orderstorm.report.canary.Comparison;
import io.orderstorm.report.canary.Sides;
import io.orderstorm.report.canary.Tally;
import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.expectation.ExpectedCanary;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.HandlingRecord;
import io.orderstorm.report.result.Canary;
import io.orderstorm.report.result.ObjectiveResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the next version of a handler was brought in: what both versions did in each step, from the
 * records, and whether the rules come to the decisions that were made while the run went on.
 */
final class CanaryReview {

  /** What is in hand when a candidate is taken back is finished by it; this long at most. */
  private static final long GRACE = 1_000_000_000L;

  private static final double MILLIS = 1e6;

  private final CanaryPlan plan;
  private final ExpectedCanary.@Nullable Goal goal;
  private final List<RunEvent> changes;
  private final List<Path> files;
  private final Clock clock;

  CanaryReview(ExpectedCanary expected, List<RunEvent> log, RunFolder folder, Clock clock) {
    this.plan = expected.plan();
    this.goal = expected.goal();
    this.changes =
        log.stream()
            .filter(e -> e.is(RunEvent.CANARY) && e.text("stage").equals(plan.stage()))
            .toList();
    this.files = folder.handlingFiles(plan.stage());
    this.clock = clock;
  }

  /** A step between two changes, and what was done in it. */
  private static final class Window {
    private final RunEvent begun;
    private final RunEvent ended;
    private final Sides sides;

    Window(RunEvent begun, RunEvent ended, CanaryPlan.Mode mode) {
      this.begun = begun;
      this.ended = ended;
      this.sides = new Sides(mode);
    }

    void take(HandlingRecord record) {
      if (record.timeNanos() > begun.timeNanos() && record.timeNanos() <= through()) {
        sides.add(record);
      }
    }

    long through() {
      return CanaryReview.through(ended);
    }
  }

  /** Not a double: run nanos have more digits than one holds. */
  private static long through(RunEvent change) {
    return change.details().get("throughNanos") instanceof Number nanos ? nanos.longValue() : 0;
  }

  Canary report() {
    var windows = new ArrayList<Window>();
    for (int i = 1; i < changes.size(); i++) {
      windows.add(new Window(changes.get(i - 1), changes.get(i), plan.mode()));
    }
    @Nullable RunEvent last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
    String ending = ending(last);
    boolean back = ending.equals(Canary.ROLLED_BACK);
    long[] strays = {0};
    forEach(
        record -> {
          windows.forEach(window -> window.take(record));
          boolean late =
              back
                  && last != null
                  && record.timeNanos() - record.latencyNanos() > last.timeNanos() + GRACE;
          strays[0] += late && record.candidate() ? 1 : 0;
        });
    List<Canary.Step> steps = windows.stream().map(this::step).toList();
    boolean decided = back || ending.equals(Canary.PROMOTED);
    return new Canary(
        plan.stage(),
        plan.mode().name().toLowerCase(Locale.ROOT),
        plan.candidate(),
        ending,
        changes.stream().mapToDouble(e -> e.number("to")).max().orElse(0),
        last == null || !decided
            ? null
            : Clock.seconds(last.timeNanos() - changes.get(0).timeNanos()),
        last == null || !decided ? "" : last.text("reason"),
        !files.isEmpty() && steps.stream().allMatch(Canary.Step::confirmed),
        strays[0],
        steps);
  }

  private static String ending(@Nullable RunEvent last) {
    if (last == null) {
      return Canary.NOT_STARTED;
    }
    return switch (last.text("change")) {
      case "promoted" -> Canary.PROMOTED;
      case "rolled-back" -> Canary.ROLLED_BACK;
      default -> Canary.UNFINISHED;
    };
  }

  private void forEach(Consumer<HandlingRecord> consumer) {
    files.forEach(file -> RecordReader.forEach(file, HandlingRecord.KIND, consumer));
  }

  private Canary.Step step(Window of) {
    long since = of.begun.timeNanos();
    CanaryJudge.Ruling ruling =
        CanaryJudge.rule(plan, of.sides, Duration.ofNanos(Math.max(0, of.through() - since)));
    boolean byRule = Boolean.TRUE.equals(of.ended.flag("byRule"));
    String decision = of.ended.text("change");
    return new Canary.Step(
        of.begun.number("to"),
        clock.sinceLoad(since),
        clock.sinceLoad(of.ended.timeNanos()),
        version(of.sides.stable()),
        version(of.sides.candidate()),
        Comparison.of(of.sides, plan.rules()),
        decision,
        of.ended.text("reason"),
        ruling.call() == expected(decision, byRule));
  }

  private static CanaryJudge.Call expected(String decision, boolean byRule) {
    if (!byRule) {
      return CanaryJudge.Call.WAIT;
    }
    return decision.equals(Canary.ROLLED_BACK)
        ? CanaryJudge.Call.TAKE_BACK
        : CanaryJudge.Call.GO_ON;
  }

  private static Canary.Version version(Tally of) {
    return new Canary.Version(
        of.events(),
        of.errors(),
        milliseconds(of, 0.5),
        milliseconds(of, 0.95),
        milliseconds(of, 0.99),
        of.outcomes());
  }

  private static @Nullable Double milliseconds(Tally of, double q) {
    return of.events() == 0 ? null : of.latencyNanos(q) / MILLIS;
  }

  /** What had to become of the candidate, against what did. */
  List<ObjectiveResult> judge(Canary canary) {
    if (goal == null) {
      return List.of();
    }
    var results = new ArrayList<ObjectiveResult>();
    results.add(goal.promoted() ? promoted(canary) : rolledBack(canary, goal.before()));
    if (canary.ending().equals(Canary.ROLLED_BACK)) {
      results.add(
          new ObjectiveResult(
              "canary.withdrawn",
              "nothing is given to it after its rollback",
              canary.strays() + " events",
              canary.strays() == 0));
    }
    return results;
  }

  private static ObjectiveResult promoted(Canary canary) {
    boolean met = canary.ending().equals(Canary.PROMOTED);
    return result("canary.promoted", "promoted", canary, met);
  }

  private static ObjectiveResult rolledBack(Canary canary, double before) {
    boolean met = canary.ending().equals(Canary.ROLLED_BACK) && canary.greatestShare() < before;
    return result(
        "canary.rolled-back",
        String.format(Locale.ROOT, "rolled back before %s %% of the keys", share(before)),
        canary,
        met);
  }

  /** What never began shows nothing, and neither does a decision that the records do not give. */
  private static ObjectiveResult result(String name, String target, Canary canary, boolean met) {
    String actual =
        String.format(
            Locale.ROOT,
            "%s, at most %s %% of the keys",
            canary.ending(),
            share(canary.greatestShare()));
    if (canary.ending().equals(Canary.NOT_STARTED)) {
      return new ObjectiveResult(name, target, "it was never started", null);
    }
    if (!canary.confirmed()) {
      return new ObjectiveResult(
          name, target, actual + "; the records do not give these decisions", null);
    }
    return new ObjectiveResult(name, target, actual + because(canary), met);
  }

  private static String because(Canary canary) {
    return canary.reason().isEmpty() ? "" : "; " + canary.reason();
  }

  private static String share(double share) {
    return new java.math.BigDecimal(100 * share)
        .setScale(2, java.math.RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
