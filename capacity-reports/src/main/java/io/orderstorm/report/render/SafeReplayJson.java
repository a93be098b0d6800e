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
    Figures.put(node, "livePerSecond", replay.livePerSecond());
    Figures.put(node, "ratePerSecond", replay.rate());
    Figures.put(node, "lowPerSecond", replay.low());
    Figures.put(node, "highPerSecond", replay.high());
    Figures.put(node, "highestSustainedPerSecond", replay.highestBorne());
    node.put("converged", replay.result().converged());
    Figures.put(node, "probedSeconds", replay.probedSeconds());
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
    Figures.put(node, "ceilingPerSecond", flow.asked().ceilingPerSecond());
    node.put("plans", flow.asked().plans()).put("records", flow.asked().records());
    Figures.put(node, "copiedPerSecond", flow.copiedPerSecond());
    Figures.put(node, "handledPerSecond", flow.handledPerSecond());
    Figures.put(node, "laneGrowthPerSecond", flow.growth().perSecond());
    Figures.put(node, "laneGrowthLow", flow.growth().low());
    Figures.put(node, "laneGrowthHigh", flow.growth().high());
    Figures.put(node, "callsPerSecond", flow.callsPerSecond());
    Figures.put(node, "toldAgainPerSecond", flow.toldAgainPerSecond());
  }
}
