package io.orderstorm.report.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.result.Anomaly;
import io.orderstorm.report.result.HistoryLine;
import io.orderstorm.report.result.RunResult;

/** {@code anomalies.jsonl}: a line for each finding, with the history of its order. */
final class AnomalyLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AnomalyLines() {}

  static String render(RunResult result) {
    StringBuilder lines = new StringBuilder();
    for (Anomaly anomaly : result.anomalies()) {
      ObjectNode node = JSON.createObjectNode();
      node.put("kind", anomaly.kind()).put("order", anomaly.orderNumber());
      node.put("evidence", anomaly.evidence());
      ArrayNode history = node.putArray("history");
      anomaly.history().forEach(line -> line(history.addObject(), line));
      lines.append(node).append('\n');
    }
    return lines.toString();
  }

  private static void line(ObjectNode node, HistoryLine line) {
    node.put("timeNanos", line.timeNanos()).put("what", line.what());
    if (line.topic() != null) {
      node.put("topic", line.topic()).put("partition", line.partition());
      node.put("offset", line.offset());
    }
    if (!line.event().isEmpty()) {
      node.put("event", line.event());
    }
    if (!line.cause().isEmpty()) {
      node.put("cause", line.cause());
    }
  }
}
