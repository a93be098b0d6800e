package io.orderstorm.scenario.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.engine.Operator;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Payment's group loses its place after a history of non-trivial volume, and so never sees some
 * orders; a governed replay gives them to it again while new orders go on. Zero lost, zero
 * duplicate effects, a complete audit and the RTO are proved from the records.
 */
final class QuarterlyReplay implements Drill {

  private static final String FAULT = "payment-loses-its-place";
  private static final String PAYMENT = "payment";
  private static final String END_TO_END = "end-to-end";
  private static final long FULL_HISTORY = 200_000;
  private static final long SHORT_HISTORY = 3_000;

  /** Orders that were due so shortly before the break may be held up by it. */
  private static final long TOUCHED_NANOS = 5_000_000_000L;

  @Override
  public String name() {
    return "quarterly-replay";
  }

  @Override
  public String title() {
    return "What payment was never given is replayed into it, under live load";
  }

  @Override
  public Duration limit(Form form) {
    return form == Form.FULL ? Duration.ofMinutes(10) : Duration.ofMinutes(4);
  }

  @Override
  public List<String> overrides(Form form) {
    return form == Form.FULL
        ? List.of()
        : List.of(
            "pipeline.brokers=1",
            "pipeline.topics.partitions=4",
            "pipeline.topics.replication=1",
            "pipeline.topics.min-insync=1",
            "load.0.hold.rate=60/s",
            "load.0.hold.for=5s",
            "load.1.hold.rate=60/s",
            "load.1.hold.for=10s",
            "load.2.hold.rate=50/s",
            "load.2.hold.for=26s",
            "warmup=5s",
            "faults.0.at=14s",
            "faults.0.for=4s");
  }

  @Override
  public Operator operator(Form form) {
    return form == Form.FULL
        ? new PaymentRepair(Duration.ofSeconds(10), Duration.ofSeconds(45), 400)::repair
        : new PaymentRepair(Duration.ofSeconds(4), Duration.ofSeconds(5), 200)::repair;
  }

  @Override
  public List<ObjectiveResult> checks(Evidence evidence) {
    var checks = new ArrayList<ObjectiveResult>();
    checks.add(history(evidence));
    checks.add(broken(evidence));
    checks.add(detected(evidence));
    checks.add(
        Checks.refused(
            evidence, 2, "a run without approval and the owner's own approval are refused"));
    checks.add(replayed(evidence));
    checks.add(live(evidence));
    checks.addAll(Checks.nothingLostOrDoubled(evidence));
    checks.add(annotated(evidence));
    checks.add(Checks.audited(evidence));
    checks.add(rto(evidence));
    return checks;
  }

  private static ObjectiveResult history(Evidence evidence) {
    boolean isShort =
        evidence.events(RunEvent.DRILL).stream()
            .anyMatch(event -> Boolean.TRUE.equals(event.flag("short")));
    long wanted = isShort ? SHORT_HISTORY : FULL_HISTORY;
    String target = Checks.count(wanted) + " events before the break";
    Optional<RunEvent> broken = injected(evidence);
    if (broken.isEmpty()) {
      return new ObjectiveResult("history", target, "nothing broke", null);
    }
    long records = evidence.recordsBefore(broken.get().timeNanos());
    // a smaller history is no worse, but it proves less
    return new ObjectiveResult(
        "history", target, Checks.count(records), records >= wanted ? Boolean.TRUE : null);
  }

  private static Optional<RunEvent> injected(Evidence evidence) {
    return evidence.events(RunEvent.FAULT_INJECTED).stream()
        .filter(event -> event.text("fault").equals(FAULT))
        .findFirst();
  }

  private static ObjectiveResult broken(Evidence evidence) {
    long passedOver = passedOver(evidence);
    return new ObjectiveResult(
        "break",
        "payment is never given some records",
        Checks.count(passedOver) + " records were passed over",
        passedOver > 0 ? Boolean.TRUE : null);
  }

  private static long passedOver(Evidence evidence) {
    return evidence.events(RunEvent.OFFSETS_LOST).stream()
        .mapToLong(event -> Math.round(event.number("to") - event.number("from")))
        .sum();
  }

  private static ObjectiveResult detected(Evidence evidence) {
    Optional<RunEvent> step = evidence.step(PaymentRepair.DETECTED);
    return new ObjectiveResult(
        "detected",
        "the operator notices by itself",
        step.map(one -> one.text("detail")).orElse("never noticed"),
        step.isPresent());
  }

  private static ObjectiveResult replayed(Evidence evidence) {
    String target = "succeeded, every record in scope copied once";
    Optional<JsonNode> ended =
        plan(evidence)
            .map(plan -> evidence.audited(plan.plan().id(), "ended"))
            .filter(lines -> !lines.isEmpty())
            .map(lines -> lines.get(lines.size() - 1).path("details"));
    if (ended.isEmpty()) {
      return new ObjectiveResult("replay", target, "no replay ended", false);
    }
    String outcome = ended.get().path("outcome").asText();
    long expected = ended.get().path("parity").path("expected").asLong();
    long once = ended.get().path("parity").path("copiedOnce").asLong();
    return new ObjectiveResult(
        "replay",
        target,
        String.format(Locale.ROOT, "%s, %,d of %,d copied once", outcome, once, expected),
        outcome.equals("succeeded") && once == expected && expected > 0);
  }

  private static Optional<SealedPlan> plan(Evidence evidence) {
    List<SealedPlan> plans = evidence.plans();
    return plans.isEmpty() ? Optional.empty() : Optional.of(plans.get(0));
  }

  private static Optional<Window> replay(Evidence evidence) {
    return Window.between(evidence.step(Governed.REPLAYING), evidence.step(Governed.REPLAYED));
  }

  private static ObjectiveResult live(Evidence evidence) {
    Optional<Window> window = replay(evidence);
    long sends = window.map(during -> evidence.sends(during::holds)).orElse(0L);
    return new ObjectiveResult(
        "live-load",
        "orders go on arriving while it replays",
        Checks.count(sends),
        window.isPresent() ? sends > 0 : null);
  }

  /** Every effect of the replay carries its number, and there are some. */
  private static ObjectiveResult annotated(Evidence evidence) {
    Long unmarked = evidence.result().anomalyCounts().get("replay-side-effect");
    long marked = marked(evidence);
    String target = "every effect of the replay carries its number";
    if (unmarked == null) {
      return new ObjectiveResult("annotated", target, "it was not looked at", null);
    }
    return new ObjectiveResult(
        "annotated",
        target,
        String.format(Locale.ROOT, "%,d carry it, %,d do not", marked, unmarked),
        unmarked == 0 && marked > 0);
  }

  private static long marked(Evidence evidence) {
    return plan(evidence)
        .map(SealedPlan::replayId)
        .map(
            number ->
                evidence.effects(
                    call ->
                        call.performed()
                            && call.effect() == EffectType.CHARGE
                            && call.replay() == number))
        .orElse(0L);
  }

  private static ObjectiveResult rto(Evidence evidence) {
    Optional<Recovery> row = evidence.recovery(PAYMENT, FAULT);
    return new ObjectiveResult(
        "rto",
        row.map(Recovery::rtoTargetSeconds)
            .map(seconds -> "at most " + DrillJudge.seconds(seconds))
            .orElse("a policy"),
        row.map(Recovery::rtoSeconds).map(DrillJudge::seconds).orElse("not recovered"),
        row.map(QuarterlyReplay::met).orElse(null));
  }

  private static @Nullable Boolean met(Recovery row) {
    return switch (row.verdict()) {
      case MET -> true;
      case BREACHED -> false;
      case MISSING, NOT_APPLICABLE, VOID -> null;
    };
  }

  @Override
  public Map<String, String> figures(Evidence evidence) {
    var figures = new LinkedHashMap<String, String>();
    figures.put("records passed over", Checks.count(passedOver(evidence)));
    Window.between(injected(evidence), evidence.step(PaymentRepair.DETECTED))
        .ifPresent(until -> figures.put("detected after the break began", text(until.seconds())));
    plan(evidence).ifPresent(plan -> replayFigures(evidence, plan, figures));
    replay(evidence).ifPresent(during -> liveFigures(evidence, during, figures));
    return figures;
  }

  private static void replayFigures(
      Evidence evidence, SealedPlan plan, Map<String, String> figures) {
    figures.put("records replayed", Checks.count(plan.plan().blastRadius().records()));
    figures.put(
        "of them with an effect before",
        String.valueOf(plan.plan().blastRadius().effectsPresent()));
    figures.put("charges made by the replay", Checks.count(marked(evidence)));
    figures.put(
        "throttle changes", Checks.count(evidence.audited(plan.plan().id(), "throttle").size()));
  }

  /** Live orders before the break and during the replay, side by side. */
  private static void liveFigures(Evidence evidence, Window during, Map<String, String> figures) {
    RunResult result = evidence.result();
    long start = Checks.loadStart(evidence);
    long warm = start + Math.round(result.warmupSeconds() * 1e9);
    long broken = injected(evidence).map(RunEvent::timeNanos).orElse(during.from());
    var before = new Window(warm, broken - TOUCHED_NANOS);
    figures.put("replay lasted", text(during.seconds()));
    figures.put("live p99 before", ms(before.p99Ms(result, END_TO_END, start)));
    figures.put("live p99 under replay", ms(during.p99Ms(result, END_TO_END, start)));
  }

  private static String text(double seconds) {
    return DrillJudge.seconds(seconds);
  }

  private static String ms(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%,.0f ms", value.getAsDouble()) : "–";
  }
}
