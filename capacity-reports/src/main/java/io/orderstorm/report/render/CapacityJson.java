package io.orderstorm.report.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Headroom;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.LagRecoveryTable;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ScalabilityFit;
import io.orderstorm.report.capacity.ScalabilityStudy;
import io.orderstorm.report.capacity.Searched;
import java.util.OptionalDouble;

/** {@code capacity-plan.json}: every figure of the plan; null where there is none. */
public final class CapacityJson {

  /** Names the schema and its version. */
  public static final String SCHEMA = "orderstorm/capacity-plan/1";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature(), true);

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
    Figures.put(study, "probedSeconds", plan.probedSeconds());
    Figures.put(root, "targetPerSecond", context.targetPerSecond());
    Figures.put(root, "headroomShare", plan.headroomShare());
    ArrayNode headroom = root.putArray("headroom");
    for (Headroom of : plan.headroom()) {
      ObjectNode row = headroom.addObject().put("load", of.load());
      Figures.put(row, "perSecond", of.perSecond());
      row.put("condition", of.condition());
      Figures.put(row, "share", of.share());
      row.put("atLeast", of.atLeast());
    }
    context
        .forecast()
        .ifPresent(
            forecast -> {
              ObjectNode node = root.putObject("forecast");
              Figures.put(node, "baselinePerSecond", forecast.baselinePerSecond());
              Figures.put(node, "peakPerSecond", forecast.peakPerSecond());
              Figures.put(node, "campaignPerSecond", forecast.campaignPerSecond());
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
              Figures.put(node, "ratePerSecond", knee.ratePerSecond());
              Figures.put(node, "p99Ms", knee.p99Ms());
            });
    plan.study().saturation().ifPresent(probe -> probe(root.putObject("saturation"), probe));
    context.bottleneck().ifPresent(at -> bottleneck(root.putObject("bottleneck"), at));
    plan.dimensions().ifPresent(of -> DimensionsJson.write(root.putObject("dimensions"), of));
    recovery(root, plan);
    plan.study().scalability().ifPresent(of -> scalability(root.putObject("scalability"), of));
    plan.cost().ifPresent(sheet -> CostJson.write(root.putObject("cost"), sheet));
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
    plan.notMeasured()
        .forEach(of -> missing.addObject().put("what", of.what()).put("why", of.why()));
    ObjectNode objectives = root.putObject("objectives");
    context.objectives().forEach(objectives::put);
    root.put("ordersLost", context.accounts().stream().mapToLong(PlanContext.Account::lost).sum());
    ObjectNode targets = root.putObject("recoveryTargets");
    context.recovery().forEach(targets::put);
    ObjectNode environment = root.putObject("environment");
    context.environment().forEach(environment::put);
    return root;
  }

  private static void searched(ObjectNode node, Searched searched) {
    node.put("condition", searched.condition()).put("description", searched.description());
    Figures.put(node, "ratePerSecond", searched.result().sustained());
    Figures.put(node, "lowPerSecond", searched.result().low());
    Figures.put(node, "highPerSecond", searched.result().high());
    Figures.put(node, "highestSustainedPerSecond", searched.result().highestSustained());
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
    Figures.put(node, "askedPerSecond", probe.window().ratePerSecond());
    Figures.put(node, "judgedSeconds", probe.window().judgedSeconds());
    node.put("orders", probe.orders());
    Figures.put(node, "offeredPerSecond", probe.offeredPerSecond());
    Figures.put(node, "completedPerSecond", probe.completedPerSecond());
    Figures.put(node, "cores", probe.cores());
    ProbeFigures.GeneratorFigures generator = probe.generator();
    Figures.put(node, "generatorSlipP99Ms", generator == null ? null : generator.slipP99Ms());
    Figures.put(node, "generatorSlipLimitMs", generator == null ? null : generator.slipLimitMs());
    if (probe.replay() != null) {
      SafeReplayJson.flow(node.putObject("replay"), probe.replay());
    }
    ArrayNode stages = node.putArray("stages");
    for (ProbeFigures.StageFigures stage : probe.stages()) {
      ObjectNode of = stages.addObject().put("stage", stage.stage());
      Figures.put(of, "arrivedPerSecond", stage.arrivedPerSecond());
      Figures.put(of, "donePerSecond", stage.donePerSecond());
      Figures.put(of, "p50Ms", stage.p50Ms());
      Figures.put(of, "p99Ms", stage.p99Ms());
      of.put("unfinished", stage.unfinished());
      Figures.put(of, "meanWaiting", stage.meanWaiting());
      Figures.put(of, "mostWaiting", stage.mostWaiting());
      Figures.put(of, "growthPerSecond", stage.growth().perSecond());
      Figures.put(of, "growthLow", stage.growth().low());
      Figures.put(of, "growthHigh", stage.growth().high());
    }
    ArrayNode topics = node.putArray("topics");
    for (ProbeFigures.TopicFigures topic : probe.topics()) {
      ObjectNode of = topics.addObject().put("topic", topic.topic());
      Figures.put(of, "recordsPerSecond", topic.recordsPerSecond());
      of.put("busiestPartition", topic.busiest());
      Figures.put(of, "busiestPerSecond", topic.busiestPerSecond());
      Figures.put(of, "highWaterPerSecond", topic.highWaterPerSecond());
    }
    ArrayNode services = node.putArray("services");
    for (ProbeFigures.ServiceFigures service : probe.services()) {
      ObjectNode of = services.addObject().put("service", service.service());
      Figures.put(of, "callsPerSecond", service.callsPerSecond());
      Figures.put(of, "busy", service.busy());
      Figures.put(of, "meanMs", service.meanMs());
    }
  }

  private static void bottleneck(ObjectNode node, Bottleneck at) {
    Figures.put(node, "ratePerSecond", at.ratePerSecond());
    ArrayNode resources = node.putArray("resources");
    for (Bottleneck.Resource resource : at.resources()) {
      ObjectNode of = resources.addObject().put("name", resource.name());
      of.put("limit", resource.limit());
      Figures.put(of, "arrivingPerSecond", resource.arrivingPerSecond());
      Figures.put(of, "secondsEach", resource.secondsEach());
      Figures.put(of, "used", resource.used());
      Figures.put(of, "capacity", resource.capacity());
      Figures.put(of, "utilisation", resource.utilisation());
      OptionalDouble full = at.fullAt(resource);
      Figures.put(of, "fullAtPerSecond", full.isPresent() ? full.getAsDouble() : null);
    }
  }

  private static void recovery(ObjectNode root, CapacityPlan plan) {
    plan.recovery()
        .ifPresent(
            table -> {
              Figures.put(root, "lagRecoveryAllowedOrders", table.allowed());
              ArrayNode rows = root.putArray("lagRecovery");
              for (LagRecoveryTable.Row row : table.rows()) {
                ObjectNode of = rows.addObject();
                Figures.put(of, "outageSeconds", (double) row.outage().toSeconds());
                of.put("load", row.load());
                Figures.put(of, "arrivingPerSecond", row.arrivingPerSecond());
                Figures.put(of, "backlog", row.backlog());
                Figures.put(of, "drainSeconds", row.drainSeconds());
                Figures.put(of, "objectiveSeconds", row.objectiveSeconds());
              }
            });
    plan.checked()
        .ifPresent(
            checked -> {
              ObjectNode of = root.putObject("lagRecoveryChecked");
              Figures.put(of, "outageSeconds", checked.outageSeconds());
              Figures.put(of, "arrivingPerSecond", checked.arrivingPerSecond());
              Figures.put(of, "workingPerSecond", checked.workingPerSecond());
              Figures.put(of, "allowed", checked.allowed());
              Figures.put(of, "predictedBacklog", checked.predictedBacklog());
              Figures.put(of, "measuredBacklog", checked.measuredBacklog());
              Figures.put(of, "predictedSeconds", checked.predictedSeconds());
              Figures.put(of, "measuredSeconds", checked.measuredSeconds());
              checked.doubts().forEach(of.putArray("doubts")::add);
            });
  }

  private static void scalability(ObjectNode node, ScalabilityStudy study) {
    node.put("stage", study.stage());
    ArrayNode points = node.putArray("points");
    for (ScalabilityFit.Point point : study.points()) {
      ObjectNode of = points.addObject();
      Figures.put(of, "consumers", point.n());
      Figures.put(of, "throughputPerSecond", point.throughput());
    }
    parameter(node.putObject("sigma"), study.fit().sigma());
    parameter(node.putObject("kappa"), study.fit().kappa());
    parameter(node.putObject("lambda"), study.fit().lambda());
    Figures.put(node, "rSquared", study.fit().rSquared());
    node.put("determined", study.fit().isDetermined());
    Figures.put(node, "extrapolatesUpTo", study.fit().limit());
  }

  private static void parameter(ObjectNode node, ScalabilityFit.Parameter parameter) {
    Figures.put(node, "estimate", parameter.estimate());
    Figures.put(node, "low", parameter.low());
    Figures.put(node, "high", parameter.high());
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
      Figures.put(of, "cpuPerOrderMs", account.cpuPerOrderMs());
    }
  }
}
