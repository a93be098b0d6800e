package io.orderstorm.report.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.LagRecoveryTable;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ScalabilityFit;
import io.orderstorm.report.capacity.ScalabilityStudy;
import io.orderstorm.report.capacity.Searched;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** {@code capacity-plan.json}: every figure of the plan; null where there is none. */
public final class CapacityJson {

  /** Names the schema and its version. */
  public static final String SCHEMA = "orderstorm/capacity-plan/1";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature(), true);
  private static final int DECIMALS = 6;

  private CapacityJson() {}

  /** The plan as indented JSON text. */
  public static String render(CapacityPlan plan) {
    try {
      return JSON.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(tree(plan))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }

  private static ObjectNode tree(CapacityPlan plan) {
    PlanContext context = plan.context();
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA).put("outcome", plan.outcome().name());
    root.put("sentence", plan.sentence());
    ObjectNode study = root.putObject("study");
    study.put("scenario", context.scenario()).put("title", context.title());
    study.put("owner", context.owner()).put("seed", context.seed());
    study.put("madeAt", context.madeAt()).put("command", context.command());
    study.put("probes", plan.probes());
    number(study, "probedSeconds", plan.probedSeconds());
    number(root, "targetPerSecond", context.targetPerSecond());
    number(root, "headroomShare", plan.headroomShare());
    context
        .forecast()
        .ifPresent(
            forecast -> {
              ObjectNode node = root.putObject("forecast");
              number(node, "baselinePerSecond", forecast.baselinePerSecond());
              number(node, "peakPerSecond", forecast.peakPerSecond());
              number(node, "campaignPerSecond", forecast.campaignPerSecond());
              node.put("basis", forecast.basis());
            });
    ArrayNode conditions = root.putArray("conditions");
    plan.study().searched().forEach(searched -> searched(conditions.addObject(), searched));
    plan.study()
        .safeReplay()
        .ifPresent(of -> SafeReplayJson.safeReplay(root.putObject("safeReplay"), of));
    plan.knee()
        .ifPresent(
            knee -> {
              ObjectNode node = root.putObject("knee");
              number(node, "ratePerSecond", knee.ratePerSecond());
              number(node, "p99Ms", knee.p99Ms());
            });
    plan.study().saturation().ifPresent(probe -> probe(root.putObject("saturation"), probe));
    context.bottleneck().ifPresent(at -> bottleneck(root.putObject("bottleneck"), at));
    recovery(root, plan);
    plan.study().scalability().ifPresent(of -> scalability(root.putObject("scalability"), of));
    sizing(root, context);
    accounts(root, context);
    ArrayNode recommendations = root.putArray("recommendations");
    for (CapacityPlan.Recommendation what : plan.recommendations()) {
      recommendations
          .addObject()
          .put("what", what.what())
          .put("evidence", what.evidence())
          .put("effect", what.effect());
    }
    ArrayNode missing = root.putArray("notMeasured");
    plan.study()
        .notMeasured()
        .forEach(of -> missing.addObject().put("what", of.what()).put("why", of.why()));
    ObjectNode objectives = root.putObject("objectives");
    context.objectives().forEach(objectives::put);
    ObjectNode targets = root.putObject("recoveryTargets");
    context.recovery().forEach(targets::put);
    ObjectNode environment = root.putObject("environment");
    context.environment().forEach(environment::put);
    return root;
  }

  private static void searched(ObjectNode node, Searched searched) {
    node.put("condition", searched.condition()).put("description", searched.description());
    number(node, "ratePerSecond", searched.result().rate());
    number(node, "lowPerSecond", searched.result().low());
    number(node, "highPerSecond", searched.result().high());
    number(node, "highestSustainedPerSecond", searched.result().highestSustained());
    node.put("converged", searched.result().converged());
    node.put("limitedByHarness", searched.result().limitedByHarness());
    ArrayNode probes = node.putArray("probes");
    for (Judged judged : searched.probes()) {
      ObjectNode probe = probes.addObject();
      probe.put("answer", judged.answer().name());
      judged.reasons().forEach(probe.putArray("reasons")::add);
      probe(probe, judged.figures());
    }
  }

  static void probe(ObjectNode node, ProbeFigures probe) {
    node.put("number", probe.window().number());
    number(node, "askedPerSecond", probe.window().ratePerSecond());
    number(node, "judgedSeconds", probe.window().judgedSeconds());
    node.put("orders", probe.orders());
    number(node, "offeredPerSecond", probe.offeredPerSecond());
    number(node, "completedPerSecond", probe.completedPerSecond());
    number(node, "cores", probe.cores());
    if (probe.replay() != null) {
      SafeReplayJson.flow(node.putObject("replay"), probe.replay());
    }
    ArrayNode stages = node.putArray("stages");
    for (ProbeFigures.StageFigures stage : probe.stages()) {
      ObjectNode of = stages.addObject().put("stage", stage.stage());
      number(of, "arrivedPerSecond", stage.arrivedPerSecond());
      number(of, "donePerSecond", stage.donePerSecond());
      number(of, "p50Ms", stage.p50Ms());
      number(of, "p99Ms", stage.p99Ms());
      of.put("unfinished", stage.unfinished());
      number(of, "meanWaiting", stage.meanWaiting());
      number(of, "growthPerSecond", stage.growth().perSecond());
      number(of, "growthLow", stage.growth().low());
      number(of, "growthHigh", stage.growth().high());
    }
    ArrayNode services = node.putArray("services");
    for (ProbeFigures.ServiceFigures service : probe.services()) {
      ObjectNode of = services.addObject().put("service", service.service());
      number(of, "callsPerSecond", service.callsPerSecond());
      number(of, "busy", service.busy());
      number(of, "meanMs", service.meanMs());
    }
  }

  private static void bottleneck(ObjectNode node, Bottleneck at) {
    number(node, "ratePerSecond", at.ratePerSecond());
    ArrayNode resources = node.putArray("resources");
    for (Bottleneck.Resource resource : at.resources()) {
      ObjectNode of = resources.addObject().put("name", resource.name());
      of.put("limit", resource.limit());
      number(of, "used", resource.used());
      number(of, "capacity", resource.capacity());
      number(of, "utilisation", resource.utilisation());
      OptionalDouble full = at.fullAt(resource);
      number(of, "fullAtPerSecond", full.isPresent() ? full.getAsDouble() : null);
    }
  }

  private static void recovery(ObjectNode root, CapacityPlan plan) {
    plan.recovery()
        .ifPresent(
            table -> {
              ArrayNode rows = root.putArray("lagRecovery");
              for (LagRecoveryTable.Row row : table.rows()) {
                ObjectNode of = rows.addObject();
                number(of, "outageSeconds", (double) row.outage().toSeconds());
                of.put("load", row.load());
                number(of, "arrivingPerSecond", row.arrivingPerSecond());
                number(of, "backlog", row.backlog());
                number(of, "drainSeconds", row.drainSeconds());
                number(of, "objectiveSeconds", row.objectiveSeconds());
              }
            });
    plan.checked()
        .ifPresent(
            checked -> {
              ObjectNode of = root.putObject("lagRecoveryChecked");
              number(of, "outageSeconds", checked.outageSeconds());
              number(of, "arrivingPerSecond", checked.arrivingPerSecond());
              number(of, "workingPerSecond", checked.workingPerSecond());
              number(of, "allowed", checked.allowed());
              number(of, "predictedBacklog", checked.predictedBacklog());
              number(of, "measuredBacklog", checked.measuredBacklog());
              number(of, "predictedSeconds", checked.predictedSeconds());
              number(of, "measuredSeconds", checked.measuredSeconds());
            });
  }

  private static void scalability(ObjectNode node, ScalabilityStudy study) {
    node.put("stage", study.stage());
    ArrayNode points = node.putArray("points");
    for (ScalabilityFit.Point point : study.points()) {
      ObjectNode of = points.addObject();
      number(of, "consumers", point.n());
      number(of, "throughputPerSecond", point.throughput());
    }
    parameter(node.putObject("sigma"), study.fit().sigma());
    parameter(node.putObject("kappa"), study.fit().kappa());
    parameter(node.putObject("lambda"), study.fit().lambda());
    number(node, "rSquared", study.fit().rSquared());
    number(node, "extrapolatesUpTo", study.fit().limit());
  }

  private static void parameter(ObjectNode node, ScalabilityFit.Parameter parameter) {
    number(node, "estimate", parameter.estimate());
    number(node, "low", parameter.low());
    number(node, "high", parameter.high());
  }

  private static void sizing(ObjectNode root, PlanContext context) {
    ArrayNode stages = root.putArray("sizing");
    for (PlanContext.Sizing stage : context.sizing()) {
      stages
          .addObject()
          .put("stage", stage.stage())
          .put("partitions", stage.partitions())
          .put("consumers", stage.consumers())
          .put("idleConsumers", stage.idle())
          .put("calls", stage.calls())
          .put("service", stage.service())
          .put("serviceCapacity", stage.serviceCapacity());
    }
  }

  private static void accounts(ObjectNode root, PlanContext context) {
    ArrayNode accounts = root.putArray("accounts");
    for (PlanContext.Account account : context.accounts()) {
      ObjectNode of = accounts.addObject();
      of.put("session", account.session()).put("closed", account.closed());
      of.put("offered", account.offered()).put("acknowledged", account.acknowledged());
      of.put("inFlight", account.inFlight()).put("lost", account.lost());
      of.put("duplicateEffects", account.duplicateEffects());
      of.put("otherAnomalies", account.otherAnomalies());
      of.put("deliveries", account.deliveries()).put("redelivered", account.redelivered());
      of.put("failedAttempts", account.failedAttempts());
      number(of, "cpuPerOrderMs", account.cpuPerOrderMs());
    }
  }

  static void number(ObjectNode node, String name, @Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      node.putNull(name);
    } else {
      BigDecimal rounded =
          BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
      node.put(name, rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }
  }
}
