package io.orderstorm.scenario.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.engine.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An unbounded replay is refused; forced through, it shows what the refusal is for: the p99 of live
 * orders without a replay, under a bounded one, and under one without bounds, side by side.
 */
final class ReplayOverload implements Drill {

  private static final String END_TO_END = "end-to-end";

  /** What live orders are promised; a bounded replay has to leave it whole. */
  private static final double PROMISED_MS = 3_000;

  /** Less than this is no harm that a drill has shown. */
  private static final double HARM_FACTOR = 2;

  /** Lag swings more than latency does without any cause. */
  private static final double LAG_FACTOR = 5;

  @Override
  public String name() {
    return "replay-overload";
  }

  @Override
  public String title() {
    return "A replay without bounds is refused, and forced through it harms live orders";
  }

  @Override
  public Duration limit(Form form) {
    return Duration.ofMinutes(8);
  }

  @Override
  public List<String> overrides(Form form) {
    return form == Form.FULL ? List.of() : List.of("load.0.hold.for=100s", "load.0.hold.rate=60/s");
  }

  @Override
  public Operator operator(Form form) {
    return form == Form.FULL
        ? new OverloadTrial(Duration.ofSeconds(45), Duration.ofSeconds(12), 80)::work
        : new OverloadTrial(Duration.ofSeconds(22), Duration.ofSeconds(6), 60)::work;
  }

  @Override
  public List<ObjectiveResult> checks(Evidence evidence) {
    var checks = new ArrayList<ObjectiveResult>();
    checks.add(
        Checks.refused(
            evidence, 2, "a scope without bounds and a ceiling beyond the policy are refused"));
    checks.add(copied(evidence, OverloadTrial.BOUNDED));
    checks.add(copied(evidence, OverloadTrial.FORCED));
    checks.add(protectedUnderBounds(evidence));
    checks.add(harmWithout(evidence));
    checks.addAll(Checks.nothingLostOrDoubled(evidence));
    checks.add(Checks.audited(evidence));
    return checks;
  }

  /** Live orders bear a replay that copies nothing whatever its bounds. */
  static ObjectiveResult copied(Evidence evidence, String which) {
    List<JsonNode> ended =
        evidence
            .step(which)
            .map(step -> evidence.audited(step.text("plan"), "ended"))
            .orElse(List.of());
    JsonNode last =
        ended.isEmpty() ? MissingNode.getInstance() : ended.get(ended.size() - 1).path("details");
    String outcome = last.path("outcome").asText("never ended");
    long copies = last.path("copied").asLong();
    boolean shown = outcome.equals("succeeded") && copies > 0;
    return new ObjectiveResult(
        which + "-replay",
        "succeeded, with some records copied",
        outcome + ", " + Checks.count(copies) + " copied",
        shown ? Boolean.TRUE : null);
  }

  private static ObjectiveResult protectedUnderBounds(Evidence evidence) {
    OptionalDouble p99 = p99(evidence, window(evidence, 0));
    OptionalDouble without = p99(evidence, before(evidence));
    boolean tells = p99.isPresent() && without.isPresent() && without.getAsDouble() <= PROMISED_MS;
    // on a machine that breaks the promise without any replay, nothing can be told of one
    return new ObjectiveResult(
        "bounded",
        String.format(Locale.ROOT, "live p99 at most %,.0f ms under a bounded replay", PROMISED_MS),
        ms(p99) + ", " + ms(without) + " without",
        tells ? (Boolean) (p99.getAsDouble() <= PROMISED_MS) : null);
  }

  private static ObjectiveResult harmWithout(Evidence evidence) {
    OptionalDouble bounded = p99(evidence, window(evidence, 0));
    OptionalDouble forced = p99(evidence, window(evidence, 1));
    OptionalLong boundedLag = peakLag(evidence, window(evidence, 0));
    OptionalLong forcedLag = peakLag(evidence, window(evidence, 1));
    boolean isSlower =
        bounded.isPresent()
            && forced.isPresent()
            && forced.getAsDouble() >= HARM_FACTOR * bounded.getAsDouble();
    // the replay's own lane is not in a group's lag: these are live records that wait
    boolean isBehind =
        boundedLag.isPresent()
            && forcedLag.isPresent()
            && forcedLag.getAsLong() >= LAG_FACTOR * Math.max(1, boundedLag.getAsLong());
    boolean shown = isSlower || isBehind;
    // a machine that carries both shows nothing; it refutes nothing either
    return new ObjectiveResult(
        "harm",
        String.format(
            Locale.ROOT,
            "without bounds live p99 at least %.0f times as long, or live records at least %.0f"
                + " times as far behind",
            HARM_FACTOR,
            LAG_FACTOR),
        String.format(
            Locale.ROOT,
            "%s beside %s, %s records beside %s",
            ms(forced),
            ms(bounded),
            count(forcedLag),
            count(boundedLag)),
        shown ? Boolean.TRUE : null);
  }

  private static OptionalLong peakLag(Evidence evidence, Optional<Window> window) {
    return window.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(window.get().peakLag(evidence.result(), Checks.loadStart(evidence)));
  }

  private static String count(OptionalLong records) {
    return records.isPresent() ? Checks.count(records.getAsLong()) : "–";
  }

  /** The first replay is the bounded one; each window lasts until every group has caught up. */
  private static Optional<Window> window(Evidence evidence, int which) {
    List<RunEvent> begun = evidence.steps(Governed.REPLAYING);
    List<RunEvent> drained = evidence.steps(OverloadTrial.DRAINED);
    return begun.size() > which && drained.size() > which
        ? Optional.of(new Window(begun.get(which).timeNanos(), drained.get(which).timeNanos()))
        : Optional.empty();
  }

  /** From the end of the warm-up to the first replay. */
  private static Optional<Window> before(Evidence evidence) {
    long warm = Checks.loadStart(evidence) + Math.round(evidence.result().warmupSeconds() * 1e9);
    return window(evidence, 0).map(bounded -> new Window(warm, bounded.from()));
  }

  private static OptionalDouble p99(Evidence evidence, Optional<Window> window) {
    return window.isEmpty()
        ? OptionalDouble.empty()
        : window.get().p99Ms(evidence.result(), END_TO_END, Checks.loadStart(evidence));
  }

  @Override
  public Map<String, String> figures(Evidence evidence) {
    var figures = new LinkedHashMap<String, String>();
    RunResult result = evidence.result();
    long start = Checks.loadStart(evidence);
    put(figures, "without", before(evidence), result, start);
    put(figures, "bounded", window(evidence, 0), result, start);
    put(figures, "forced", window(evidence, 1), result, start);
    return figures;
  }

  private static void put(
      Map<String, String> figures,
      String name,
      Optional<Window> window,
      RunResult result,
      long start) {
    window.ifPresent(
        during -> {
          figures.put("live p99, " + name, ms(during.p99Ms(result, END_TO_END, start)));
          figures.put("peak lag, " + name, Checks.count(during.peakLag(result, start)));
          figures.put("lasted, " + name, DrillJudge.seconds(during.seconds()));
        });
  }

  private static String ms(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%,.0f ms", value.getAsDouble()) : "–";
  }
}
