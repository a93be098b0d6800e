package io.orderstorm.report.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.capacity.SafeReplay;

/** {@code safeReplay} of {@code capacity-plan.json}, and {@code replay} of a probe. */
final class SafeReplayJson {

  private SafeReplayJson() {}

  static void safeReplay(ObjectNode node, SafeReplay replay) {
    node.put("stage", replay.stage()).put("source", replay.source());
    node.put("sentence", replay.sentence());
    node.put("limit", replay.limit().name());
    node.put("measured", replay.isMeasured());
    CapacityJson.number(node, "livePerSecond", replay.livePerSecond());
    CapacityJson.number(node, "ratePerSecond", replay.rate());
    CapacityJson.number(node, "lowPerSecond", replay.result().low());
    CapacityJson.number(node, "highPerSecond", replay.result().high());
    CapacityJson.number(node, "highestSustainedPerSecond", replay.result().highestSustained());
    node.put("converged", replay.result().converged());
    CapacityJson.number(node, "probedSeconds", replay.probedSeconds());
    judged(node.putObject("without"), replay.without());
    ArrayNode probes = node.putArray("probes");
    replay.probes().forEach(probe -> judged(probes.addObject(), probe));
  }

  private static void judged(ObjectNode node, Judged judged) {
    node.put("answer", judged.answer().name());
    judged.reasons().forEach(node.putArray("reasons")::add);
    CapacityJson.probe(node, judged.figures());
  }

  static void flow(ObjectNode node, ReplayFlow flow) {
    node.put("stage", flow.asked().stage()).put("source", flow.asked().source());
    CapacityJson.number(node, "ceilingPerSecond", flow.asked().ceilingPerSecond());
    node.put("plans", flow.asked().plans()).put("records", flow.asked().records());
    CapacityJson.number(node, "copiedPerSecond", flow.copiedPerSecond());
    CapacityJson.number(node, "handledPerSecond", flow.handledPerSecond());
    CapacityJson.number(node, "laneGrowthPerSecond", flow.growth().perSecond());
    CapacityJson.number(node, "laneGrowthLow", flow.growth().low());
    CapacityJson.number(node, "laneGrowthHigh", flow.growth().high());
    CapacityJson.number(node, "callsPerSecond", flow.callsPerSecond());
    CapacityJson.number(node, "toldAgainPerSecond", flow.toldAgainPerSecond());
  }
}
