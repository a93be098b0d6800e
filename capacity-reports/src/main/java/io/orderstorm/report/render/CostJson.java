package io.orderstorm.report.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.cost.Charge;
import io.orderstorm.report.cost.CostBasis;
import io.orderstorm.report.cost.CostSheet;
import io.orderstorm.report.cost.PriceList;
import io.orderstorm.report.cost.StageQuantity;
import io.orderstorm.report.cost.TopicQuantity;
import java.util.Locale;

/** Cost in {@code capacity-plan.json}. */
final class CostJson {

  private CostJson() {}

  static void write(ObjectNode node, CostSheet sheet) {
    CostBasis basis = sheet.basis();
    Figures.put(node, "ordersPerSecond", basis.ordersPerSecond());
    node.put("rateIs", basis.rateIs()).put("bytesFrom", basis.bytesFrom());
    node.put("recordsWritten", basis.written()).put("recordsWrittenAgain", basis.writtenAgain());
    node.put("repetitionFrom", basis.repetitionFrom());
    node.put("currency", sheet.prices().map(PriceList::currency).orElse(null));
    Figures.precise(node, "amountPer1000", sheet.amountPer1000());
    Figures.precise(node, "idleAmountPer1000", sheet.idleAmountPer1000());
    node.put("partial", sheet.isPartial());
    ArrayNode owners = node.putArray("owners");
    sheet.owners().forEach(owner -> owner(owners.addObject(), owner));
    ArrayNode topics = node.putArray("topics");
    basis.topics().forEach(topic -> topic(topics.addObject(), topic, basis.ordersPerSecond()));
    ArrayNode stages = node.putArray("stages");
    basis.stages().forEach(stage -> stage(stages.addObject(), stage));
    ArrayNode charges = node.putArray("charges");
    for (Charge charge : sheet.charges()) {
      ObjectNode of = charges.addObject().put("owner", charge.owner());
      of.put("kind", charge.kind().name().toLowerCase(Locale.ROOT)).put("what", charge.what());
      Figures.precise(of, "quantityPer1000", charge.quantity());
      of.put("unit", charge.kind().unit());
      Figures.precise(of, "price", charge.price());
      Figures.precise(of, "amountPer1000", charge.amount());
    }
  }

  private static void owner(ObjectNode node, CostSheet.Owner owner) {
    node.put("owner", owner.owner());
    Figures.put(node, "recordsPer1000", owner.recordsPer1000());
    Figures.put(node, "callsPer1000", owner.callsPer1000());
    Figures.put(node, "bytesPer1000", owner.bytesPer1000());
    Figures.put(node, "retainedBytes", owner.retainedBytes());
    node.put("partitions", owner.partitions()).put("sparePartitions", owner.sparePartitions());
    node.put("unmeasuredPartitions", owner.unmeasuredPartitions());
    node.put("consumers", owner.consumers()).put("idleConsumers", owner.idleConsumers());
    Figures.precise(node, "amountPer1000", owner.amountPer1000());
  }

  private static void topic(ObjectNode node, TopicQuantity topic, double rate) {
    node.put("topic", topic.topic()).put("owner", topic.owner());
    node.put("partitions", topic.partitions()).put("mostConsumers", topic.mostConsumers());
    node.put("replication", topic.replication());
    Figures.put(node, "retentionSeconds", (double) topic.retention().toSeconds());
    Figures.put(node, "recordsPer1000", topic.recordsPer1000());
    Figures.put(node, "bytesPerRecord", topic.bytesPerRecord());
    Figures.put(node, "bytesPer1000", topic.bytesPer1000());
    Figures.put(node, "retainedBytes", topic.retainedBytes(rate));
    Figures.put(node, "partitionUtilisation", topic.utilisation(rate));
    node.put("sparePartitions", topic.sparePartitions(rate));
  }

  private static void stage(ObjectNode node, StageQuantity stage) {
    node.put("stage", stage.stage()).put("owner", stage.owner()).put("service", stage.service());
    node.put("consumers", stage.consumers()).put("idleConsumers", stage.idle());
    Figures.put(node, "callsPer1000", stage.callsPer1000());
    node.put("inputs", stage.inputs()).put("redelivered", stage.redelivered());
    node.put("failedAttempts", stage.failedAttempts());
    Figures.put(node, "deliveredAgainShare", stage.deliveredAgain());
    Figures.put(node, "calledAgainShare", stage.calledAgain());
  }
}
