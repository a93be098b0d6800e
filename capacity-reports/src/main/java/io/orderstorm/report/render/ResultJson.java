package io.orderstorm.report.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.canary.Difference;
import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.Anomaly;
import io.orderstorm.report.result.Canary;
import io.orderstorm.report.result.CpuCost;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.Expansion;
import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.GroupLag;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Scaling;
import io.orderstorm.report.result.StageHealth;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Throughput;
import io.orderstorm.report.result.Validity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** {@code result.json}, as {@code result.schema.json} describes it. */
public final class ResultJson {

  /** Names the schema and its version. */
  public static final String SCHEMA = "orderstorm/result/1";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature(), true);
  private static final ObjectWriter WRITER = JSON.writer().with(SerializationFeature.INDENT_OUTPUT);
  private static final int DECIMALS = 3;

  /** For shares and chances, which are small. */
  private static final int FINE = 6;

  private ResultJson() {}

  /** The result as indented JSON text. */
  public static String render(RunResult result) {
    try {
      return WRITER.writeValueAsString(tree(result)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }

  static ObjectNode tree(RunResult result) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    run(root.putObject("run"), result);
    root.put("verdict", result.verdict().name());
    result.reasons().forEach(root.putArray("reasons")::add);
    validity(root.putObject("validity"), result.validity());
    orders(root.putObject("orders"), result.orders());
    throughput(root.putObject("throughput"), result.throughput());
    ArrayNode latency = root.putArray("latency");
    result.latency().forEach(stage -> latency(latency.addObject(), stage));
    ArrayNode lag = root.putArray("lag");
    result.lag().forEach(group -> lag(lag.addObject(), group));
    ArrayNode recovery = root.putArray("recovery");
    result.recovery().forEach(row -> recovery(recovery.addObject(), row));
    ArrayNode alerts = root.putArray("alerts");
    result.alerts().forEach(alert -> alert(alerts.addObject(), alert));
    ArrayNode faults = root.putArray("faults");
    result.faults().forEach(fault -> fault(faults.addObject(), fault));
    poison(root, result.deadLetters());
    ArrayNode objectives = root.putArray("objectives");
    result.objectives().forEach(objective -> objective(objectives.addObject(), objective));
    ArrayNode anomalies = root.putArray("anomalies");
    result.shownAnomalies().forEach(anomaly -> anomaly(anomalies.addObject(), anomaly));
    ObjectNode counts = root.putObject("anomalyCounts");
    result.anomalyCounts().forEach(counts::put);
    ObjectNode amplification = root.putObject("amplification");
    result.amplification().forEach(amplification::put);
    ArrayNode health = root.putArray("health");
    result.health().forEach(stage -> health(health.addObject(), stage));
    ArrayNode scaling = root.putArray("scaling");
    result.scaling().forEach(stage -> scaling(scaling.addObject(), stage));
    ArrayNode expansions = root.putArray("expansions");
    result.expansions().forEach(topic -> expansion(expansions.addObject(), topic));
    Canary canary = result.canary();
    if (canary == null) {
      root.putNull("canary");
    } else {
      canary(root.putObject("canary"), canary);
    }
    cpu(root.putObject("cpu"), result.cpu());
    return root;
  }

  private static void run(ObjectNode node, RunResult result) {
    RunIdentity run = result.run();
    node.put("id", run.id()).put("scenario", run.scenario()).put("title", run.title());
    node.put("question", run.question()).put("owner", run.owner());
    node.put("engine", run.engine()).put("environment", run.environment()).put("seed", run.seed());
    node.put("startedAt", result.startedAt().toString());
    number(node, "durationSeconds", result.durationSeconds());
    number(node, "loadSeconds", result.loadSeconds());
    number(node, "warmupSeconds", result.warmupSeconds());
    node.put("command", run.command());
  }

  private static void validity(ObjectNode node, Validity validity) {
    node.put("valid", validity.valid());
    ArrayNode reasons = node.putArray("reasons");
    for (Validity.Reason reason : validity.reasons()) {
      reasons
          .addObject()
          .put("name", reason.name())
          .put("figure", reason.figure())
          .put("limit", reason.limit())
          .put("remedy", reason.remedy());
    }
    validity.notes().forEach(node.putArray("notes")::add);
    number(node, "scheduleSlipP99Ms", validity.scheduleSlipP99Ms());
    number(node, "hiccupP99Ms", validity.hiccupP99Ms());
    node.put("observerLagMax", validity.observerLagMax());
    number(node, "observerLagP99Ms", validity.observerLagP99Ms());
    node.put("faultsEffective", validity.faultsEffective());
  }

  private static void orders(ObjectNode node, OrderCounts orders) {
    node.put("offered", orders.offered()).put("acknowledged", orders.acknowledged());
    node.put("rejected", orders.rejected()).put("indeterminate", orders.indeterminate());
    node.put("indeterminateLanded", orders.indeterminateLanded());
    node.put("fulfilled", orders.fulfilled()).put("compensated", orders.compensated());
    node.put("deadLettered", orders.deadLettered()).put("inFlight", orders.inFlight());
    node.put("lost", orders.lost()).put("duplicateEffects", orders.duplicateEffects());
    node.put("orphanEffects", orders.orphanEffects());
    node.put("orderingViolations", orders.orderingViolations());
    node.put("impossibleTransitions", orders.impossibleTransitions());
    node.put("parityMismatches", orders.parityMismatches());
  }

  private static void throughput(ObjectNode node, Throughput throughput) {
    number(node, "offeredPeakPerSecond", throughput.offeredPeakPerSecond());
    number(node, "achievedPeakPerSecond", throughput.achievedPeakPerSecond());
    number(node, "goodputPerSecond", throughput.goodputPerSecond());
    number(node, "ceilingPerSecond", throughput.ceilingPerSecond());
    number(node, "peakShareOfCeiling", throughput.peakShareOfCeiling());
    node.put("ceilingProvenance", throughput.ceilingProvenance());
  }

  private static void latency(ObjectNode node, StageLatency latency) {
    node.put("stage", latency.stage()).put("count", latency.count());
    boolean any = latency.count() > 0;
    number(node, "p50Ms", any ? latency.p50Ms() : null);
    number(node, "p90Ms", any ? latency.p90Ms() : null);
    number(node, "p99Ms", any ? latency.p99Ms() : null);
    number(node, "p999Ms", any ? latency.p999Ms() : null);
    number(node, "maxMs", any ? latency.maxMs() : null);
    number(node, "serviceP50Ms", any ? latency.serviceP50Ms() : null);
    number(node, "serviceP99Ms", any ? latency.serviceP99Ms() : null);
    number(node, "handlingP50Ms", latency.handlingP50Ms());
    node.put("unfinished", latency.unfinished()).put("warmup", latency.warmup());
    latency.thinPercentiles().forEach(node.putArray("tooFewOrdersFor")::add);
  }

  private static void lag(ObjectNode node, GroupLag lag) {
    node.put("group", lag.group()).put("peak", lag.peak());
    number(node, "recoverySeconds", lag.recoverySeconds());
    number(node, "predictedRecoverySeconds", lag.predictedRecoverySeconds());
    node.put("predictedReason", lag.predictedReason());
    number(node, "drainPerSecond", lag.drainPerSecond());
    node.put("peakBacklog", lag.peakBacklog()).put("below", lag.below()).put("fault", lag.fault());
  }

  private static void recovery(ObjectNode node, Recovery row) {
    node.put("stage", row.stage()).put("fault", row.fault());
    number(node, "rtoSeconds", row.rtoSeconds());
    if (row.rtoAtLeastSeconds() != null) {
      number(node, "rtoAtLeastSeconds", row.rtoAtLeastSeconds());
    }
    number(node, "rtoTargetSeconds", row.rtoTargetSeconds());
    number(node, "detectSeconds", row.detectSeconds());
    number(node, "mitigateSeconds", row.mitigateSeconds());
    number(node, "drainSeconds", row.drainSeconds());
    node.put("rpoOrders", row.rpoOrders());
    number(node, "rpoSeconds", row.rpoSeconds());
    ObjectNode money = node.putObject("rpoMoney");
    row.rpoMoney().forEach(money::put);
    node.put("rpoTargetOrders", row.rpoTargetOrders());
    node.put("verdict", row.verdict().spelling()).put("note", row.note());
  }

  private static void fault(ObjectNode node, FaultReport fault) {
    node.put("name", fault.name()).put("kind", fault.kind());
    node.put("target", fault.target()).put("description", fault.description());
    node.put("injectedAt", fault.injectedAt() == null ? null : fault.injectedAt().toString());
    node.put("revertedAt", fault.revertedAt() == null ? null : fault.revertedAt().toString());
    number(node, "injectedSeconds", fault.injectedSeconds());
    number(node, "revertedSeconds", fault.revertedSeconds());
    node.put("effective", fault.effective()).put("evidence", fault.evidence());
  }

  private static void poison(ObjectNode root, DeadLetters letters) {
    root.putObject("poison")
        .put("injected", letters.injected())
        .put("deadLettered", letters.deadLettered())
        .put("missed", letters.missed())
        .put("falselyDeadLettered", letters.falselyDeadLettered())
        .put("toBeProcessed", letters.others().toBeProcessed())
        .put("processed", letters.others().processed())
        .put("toBeIgnored", letters.others().toBeIgnored())
        .put("ignored", letters.others().ignored());
    ArrayNode causes = root.putArray("deadLetters");
    for (DeadLetters.Cause cause : letters.byCause()) {
      causes
          .addObject()
          .put("topic", cause.topic())
          .put("error", cause.error())
          .put("count", cause.count())
          .put("expected", cause.expected());
    }
  }

  private static void objective(ObjectNode node, ObjectiveResult objective) {
    node.put("name", objective.name()).put("target", objective.target());
    node.put("actual", objective.actual()).put("met", objective.met());
    node.put("applicable", objective.applicable());
  }

  private static void alert(ObjectNode node, Alert alert) {
    node.put("name", alert.name()).put("stage", alert.stage()).put("severity", alert.severity());
    number(node, "raisedSeconds", alert.raisedSeconds());
    number(node, "clearedSeconds", alert.clearedSeconds());
    node.put("fault", alert.fault());
    number(node, "detectSeconds", alert.detectSeconds());
    node.put("detail", alert.detail());
  }

  private static void health(ObjectNode node, StageHealth health) {
    node.put("stage", health.stage());
    number(node, "attemptsPerInput", health.attemptsPerInput());
    node.put("redelivered", health.redelivered()).put("rebalances", health.rebalances());
    number(node, "unassignedSeconds", health.unassignedSeconds());
    number(node, "oldestSeconds", health.oldestSeconds());
    node.put("stalledPartition", health.stalledPartition());
    number(node, "stallSeconds", health.stallSeconds());
    number(node, "otherStallSeconds", health.otherStallSeconds());
    ObjectNode seconds = node.putObject("statusSeconds");
    health.statusSeconds().forEach(seconds::put);
    ArrayNode statuses = node.putArray("statuses");
    for (StageHealth.StatusSpan span : health.statuses()) {
      ObjectNode of = statuses.addObject();
      of.put("topic", span.topic()).put("partition", span.partition());
      of.put("fromSecond", span.from()).put("toSecond", span.to()).put("status", span.status());
    }
    health.metastableAfter().forEach(node.putArray("metastableAfter")::add);
  }

  private static void scaling(ObjectNode node, Scaling scaling) {
    node.put("stage", scaling.stage());
    node.put("least", scaling.least()).put("most", scaling.most());
    node.put("added", scaling.added()).put("removed", scaling.removed());
    number(node, "decidedSeconds", scaling.decidedSeconds());
    number(node, "reactionSeconds", scaling.reactionSeconds());
    node.put("overshoot", scaling.overshoot()).put("oscillations", scaling.oscillations());
  }

  private static void expansion(ObjectNode node, Expansion expansion) {
    node.put("topic", expansion.topic()).put("from", expansion.from()).put("to", expansion.to());
    number(node, "atSeconds", expansion.atSeconds());
    node.put("ordersApart", expansion.ordersApart());
  }

  private static void canary(ObjectNode node, Canary canary) {
    node.put("stage", canary.stage()).put("mode", canary.mode());
    node.put("candidate", canary.candidate()).put("ending", canary.ending());
    number(node, "greatestShare", canary.greatestShare(), FINE);
    number(node, "decidedSeconds", canary.decidedSeconds());
    node.put("reason", canary.reason()).put("confirmed", canary.confirmed());
    node.put("strays", canary.strays());
    ArrayNode steps = node.putArray("steps");
    for (Canary.Step step : canary.steps()) {
      ObjectNode of = steps.addObject();
      number(of, "share", step.share(), FINE);
      number(of, "fromSeconds", step.fromSeconds());
      number(of, "toSeconds", step.toSeconds());
      version(of.putObject("stable"), step.stable());
      version(of.putObject("candidate"), step.candidate());
      ArrayNode differences = of.putArray("differences");
      step.differences().forEach(difference -> difference(differences.addObject(), difference));
      of.put("decision", step.decision()).put("reason", step.reason());
      of.put("confirmed", step.confirmed());
    }
  }

  private static void version(ObjectNode node, Canary.Version version) {
    node.put("events", version.events()).put("errors", version.errors());
    number(node, "p50Ms", version.p50Ms());
    number(node, "p95Ms", version.p95Ms());
    number(node, "p99Ms", version.p99Ms());
    ObjectNode outcomes = node.putObject("outcomes");
    version.outcomes().forEach(outcomes::put);
  }

  private static void difference(ObjectNode node, Difference of) {
    node.put("rule", of.rule()).put("what", of.what());
    number(node, "stable", of.stable(), FINE);
    number(node, "candidate", of.candidate(), FINE);
    number(node, "difference", of.difference(), FINE);
    number(node, "low", of.low(), FINE);
    number(node, "high", of.high(), FINE);
    number(node, "bound", of.bound(), FINE);
    number(node, "chance", of.chance(), FINE);
    node.put("beyond", of.isBeyond());
  }

  private static void cpu(ObjectNode node, CpuCost cpu) {
    number(node, "perOrderMs", cpu.perOrderMs());
    node.put("seconds", cpu.seconds());
    ArrayNode processes = node.putArray("processes");
    for (CpuCost.ProcessCpu process : cpu.processes()) {
      ObjectNode of = processes.addObject().put("process", process.process());
      number(of, "cores", process.cores());
      of.put("measuring", process.measuring());
    }
  }

  private static void anomaly(ObjectNode node, Anomaly anomaly) {
    node.put("kind", anomaly.kind()).put("order", anomaly.orderNumber());
    node.put("evidence", anomaly.evidence());
  }

  private static void number(ObjectNode node, String name, @Nullable Double value) {
    number(node, name, value, DECIMALS);
  }

  private static void number(ObjectNode node, String name, @Nullable Double value, int decimals) {
    if (value == null || !Double.isFinite(value)) {
      node.putNull(name);
    } else {
      BigDecimal rounded =
          BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
      node.put(name, rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }
  }
}
