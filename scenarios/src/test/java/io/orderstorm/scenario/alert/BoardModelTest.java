package io.orderstorm.scenario.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.AlertRules;
import io.orderstorm.scenario.model.AlertRules.Burn;
import io.orderstorm.scenario.model.AlertRules.Severity;
import io.orderstorm.scenario.model.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The board against an obvious model: at each look, everything from the beginning once more. */
class BoardModelTest {

  private static final Scenario ANY =
      ScenarioFile.read(Path.of("library", "smoke.yaml"), List.of(), Optional.empty()).scenario();

  /** Burn rates that no sum of whole looks hits exactly, where rounding would decide. */
  private static final AlertRules RULES =
      new AlertRules(
          60,
          List.of(
              new Burn(10.13, Duration.ofMinutes(10), Duration.ofMinutes(2), Severity.PAGE),
              new Burn(3.07, Duration.ofMinutes(30), Duration.ofMinutes(5), Severity.TICKET)),
          new AlertRules.Lag(0.95, Map.of("payment", 100L)),
          new AlertRules.DeadLetters(3, Duration.ofMinutes(6), Duration.ofMinutes(12)),
          new AlertRules.Downstream(0.95, 20),
          new AlertRules.Replay(0.95));

  /** What happened between one look and the next, and what the next one sees. */
  record Step(
      int millis, int lag, int letters, boolean cleaned, int calls, int failed, int copies) {}

  @Property(tries = 500)
  void raisesAndClearsExactlyWhatTheWholeHistorySays(@ForAll("histories") List<Step> steps) {
    var looks = new ArrayList<Look>();
    looks.add(look(0, 0, 0, -1, 0, 0, 0));
    Board board = new Board(RULES, ANY.pipeline(), looks.get(0));
    var firing = new TreeSet<String>();

    for (Step step : steps) {
      looks.add(after(looks.get(looks.size() - 1), step));
      board
          .look(looks.get(looks.size() - 1))
          .forEach(
              change -> {
                assertThat(change.raised()).isNotEqualTo(firing.contains(change.name()));
                boolean unused =
                    change.raised() ? firing.add(change.name()) : firing.remove(change.name());
              });

      assertThat(firing).as("after %s", looks).isEqualTo(expected(looks));
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.of(200, 500, 500, 500, 3_000),
                Arbitraries.of(0, 0, 100, 101, 5_000, -1),
                Arbitraries.of(0, 0, 0, 1, 2),
                Arbitraries.of(false, false, false, true),
                Arbitraries.of(0, 5, 40),
                Arbitraries.of(0, 0, 1, 100),
                Arbitraries.of(0, 0, 7))
            .as(
                (millis, lag, letters, cleaned, calls, failed, copies) ->
                    new Step(millis, lag, letters, cleaned, calls, calls * failed / 100, copies));
    return step.list().ofMinSize(1).ofMaxSize(120);
  }

  private static Look after(Look before, Step step) {
    long nanos = before.nanos() + step.millis() * 1_000_000L;
    Look.Calls calls = before.calls().getOrDefault("payment", new Look.Calls(0, 0));
    long oldest = before.oldestLetter().getOrDefault("payment", -1L);
    if (step.cleaned()) {
      oldest = -1;
    } else if (oldest < 0 && step.letters() > 0) {
      oldest = nanos;
    }
    return look(
        nanos,
        step.lag(),
        before.deadLetters().getOrDefault("payment", 0L) + step.letters(),
        oldest,
        calls.all() + step.calls(),
        calls.failed() + step.failed(),
        before.replayed() + step.copies());
  }

  private static Look look(
      long nanos, long lag, long letters, long oldest, long calls, long failed, long replayed) {
    return new Look(
        nanos,
        lag < 0 ? Map.of() : Map.of("payment", lag),
        Map.of("payment", letters),
        oldest < 0 ? Map.of() : Map.of("payment", oldest),
        Map.of("payment", new Look.Calls(calls, failed)),
        replayed);
  }

  private static TreeSet<String> expected(List<Look> looks) {
    var expected = new TreeSet<String>();
    Look now = looks.get(looks.size() - 1);
    for (Burn burn : RULES.burns()) {
      String told = burn.severity() == Severity.PAGE ? "" : "-ticket";
      if (burns(burn, looks, BoardModelTest::lagging, true)) {
        expected.add("payment-lag" + told);
      }
      if (burns(burn, looks, (a, b) -> b.replayed() > a.replayed() ? lagging(a, b) : 0, true)) {
        expected.add("payment-replay-overload" + told);
      }
      if (burns(burn, looks, (a, b) -> calls(b).failed() - calls(a).failed(), false)) {
        expected.add("payment-provider-errors" + told);
      }
    }
    long windowBegan = now.nanos() - RULES.inRun(RULES.deadLetters().within()).toNanos();
    long before =
        looks.stream()
            .filter(look -> look.nanos() <= windowBegan)
            .reduce((a, b) -> b)
            .orElse(looks.get(0))
            .deadLetters()
            .get("payment");
    if (now.deadLetters().get("payment") - before > 3) {
      expected.add("payment-dead-letters");
    }
    Long oldest = now.oldestLetter().get("payment");
    if (oldest != null && now.nanos() - oldest > 12_000_000_000L) {
      expected.add("payment-dead-letter-age");
    }
    return expected;
  }

  private interface Bad {
    double between(Look before, Look after);
  }

  private static double lagging(Look before, Look after) {
    Long lag = after.lag().get("payment");
    return lag != null && lag > 100 ? (after.nanos() - before.nanos()) / 1e9 : 0;
  }

  private static Look.Calls calls(Look look) {
    return look.calls().get("payment");
  }

  private static boolean burns(Burn burn, List<Look> looks, Bad bad, boolean ofTime) {
    return burned(looks, bad, ofTime, burn.longWindow()) > burn.rate()
        && burned(looks, bad, ofTime, burn.shortWindow()) > burn.rate();
  }

  private static double burned(List<Look> looks, Bad bad, boolean ofTime, Duration production) {
    Duration window = RULES.inRun(production);
    Look now = looks.get(looks.size() - 1);
    double wrong = 0;
    double all = 0;
    for (int i = 1; i < looks.size(); i++) {
      Look before = looks.get(i - 1);
      Look after = looks.get(i);
      if (after.nanos() > now.nanos() - window.toNanos()) {
        wrong += bad.between(before, after);
        all +=
            ofTime
                ? (after.lag().isEmpty() ? 0 : (after.nanos() - before.nanos()) / 1e9)
                : calls(after).all() - calls(before).all();
      }
    }
    double least = ofTime ? window.toNanos() / 1e9 : 20;
    return wrong / Math.max(least, all) / 0.05;
  }
}
