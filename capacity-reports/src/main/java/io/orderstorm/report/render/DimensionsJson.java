package io.orderstorm.report.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.capacity.ConsumerConcurrency;
import io.orderstorm.report.capacity.DimensionLimit;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.DownstreamTolerance;
import io.orderstorm.report.capacity.PartitionSaturation;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.ProducerThroughput;

/** The four dimensions in {@code capacity-plan.json}. */
final class DimensionsJson {

  private DimensionsJson() {}

  static void write(ObjectNode node, Dimensions of) {
    node.put("first", of.first()).put("next", of.next());
    producer(node.putObject("producerThroughput"), of.producer());
    partitions(node.putObject("partitionSaturation"), of.partitions());
    consumers(node.putObject("consumerConcurrency"), of.consumers());
    downstream(node.putObject("downstreamTolerance"), of.downstream());
    if (of.machine() != null) {
      limit(node.putObject("machine"), of.machine());
    }
  }

  private static void limit(ObjectNode node, DimensionLimit limit) {
    ObjectNode of = node.putObject("limit").put("what", limit.what());
    Figures.put(of, "ordersPerSecond", limit.ordersPerSecond());
    of.put("known", limit.known().name()).put("why", limit.why());
  }

  private static void producer(ObjectNode node, ProducerThroughput of) {
    limit(node, of.limit());
    Figures.put(node, "highestOfferedPerSecond", of.highestOffered());
    Figures.put(node, "highestAcknowledgedPerSecond", of.highestAcknowledged());
    Figures.put(node, "slipP99Ms", of.slipP99Ms());
    ArrayNode peaks = node.putArray("peaks");
    for (ProducerThroughput.Peak peak : of.peaks()) {
      ObjectNode row = peaks.addObject().put("load", peak.load());
      Figures.put(row, "perSecond", peak.perSecond());
      Figures.put(row, "offeredPerSecond", peak.offeredPerSecond());
      Figures.put(row, "acknowledgedPerSecond", peak.acknowledgedPerSecond());
      Figures.put(row, "p99Ms", peak.p99Ms());
      row.put("carried", peak.carried());
    }
  }

  private static void partitions(ObjectNode node, PartitionSaturation of) {
    limit(node, of.limit());
    Figures.put(node, "atPerSecond", of.atPerSecond());
    ArrayNode topics = node.putArray("topics");
    for (PartitionSaturation.TopicUse topic : of.topics()) {
      ObjectNode row = topics.addObject().put("topic", topic.topic());
      row.put("partitions", topic.partitions());
      Figures.put(row, "recordsPerSecond", topic.recordsPerSecond());
      Figures.put(row, "busiestPerSecond", topic.busiestPerSecond());
      Figures.put(row, "skew", topic.skew());
      Figures.put(row, "highWaterPerSecond", topic.highWaterPerSecond());
      Figures.put(row, "busiestAtTargetPerSecond", topic.busiestAtTarget());
    }
    ArrayNode brokers = node.putArray("brokers");
    of.brokerCores()
        .forEach(
            (broker, cores) ->
                Figures.put(brokers.addObject().put("broker", broker), "cores", cores));
  }

  private static void consumers(ObjectNode node, ConsumerConcurrency of) {
    limit(node, of.limit());
    Figures.put(node, "workingPerSecond", of.workingPerSecond());
    node.put("workingIsLeast", of.workingIsLeast());
    ArrayNode stages = node.putArray("stages");
    for (ConsumerConcurrency.StageUse stage : of.stages()) {
      ObjectNode row = stages.addObject().put("stage", stage.stage());
      row.put("partitions", stage.partitions()).put("consumers", stage.consumers());
      row.put("calls", stage.calls());
      Figures.put(row, "used", stage.used());
      Figures.put(row, "workingPerSecond", stage.workingPerSecond());
      row.put("saturated", stage.saturated());
    }
    ArrayNode recoveries = node.putArray("recoveries");
    for (ConsumerConcurrency.Recovery recovery : of.recoveries()) {
      PlanContext.RecoveryTarget target = recovery.target();
      ObjectNode row = recoveries.addObject().put("stage", target.stage());
      row.put("source", target.source()).put("counts", target.counts().name());
      Figures.put(row, "withinSeconds", target.within().toNanos() / 1e9);
      row.put("rpoTargetOrders", target.rpoOrders());
      Figures.put(row, "arrivingPerSecond", recovery.arrivingPerSecond());
      Figures.put(row, "longestOutageSeconds", recovery.longestOutageSeconds());
      Figures.put(row, "neededPerSecond", recovery.neededPerSecond());
      row.put("consumersNeeded", recovery.consumersNeeded());
      ArrayNode needs = row.putArray("consumersNeededByStage");
      for (ConsumerConcurrency.Need need : recovery.consumers()) {
        ObjectNode each = needs.addObject().put("stage", need.stage());
        each.put("consumers", need.consumers()).put("basis", need.basis().name());
      }
    }
  }

  private static void downstream(ObjectNode node, DownstreamTolerance of) {
    limit(node, of.limit());
    Figures.put(node, "safePerSecond", of.safePerSecond());
    ArrayNode services = node.putArray("services");
    for (DownstreamTolerance.ServiceUse service : of.services()) {
      ObjectNode row = services.addObject().put("service", service.service());
      row.put("stage", service.stage());
      Figures.put(row, "callsPerSecond", service.callsPerSecond());
      Figures.put(row, "meanMs", service.meanMs());
      Figures.put(row, "busy", service.busy());
      row.put("capacity", service.capacity());
      Figures.put(row, "utilisation", service.utilisation());
      Figures.put(row, "fullAtPerSecond", service.fullAtPerSecond());
    }
    Figures.put(
        node,
        "degradedPerSecond",
        of.degraded().map(searched -> searched.result().sustained()).orElse(null));
  }
}
