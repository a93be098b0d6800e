package io.orderstorm.report.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Series;
import io.orderstorm.report.result.StageLatency;
import java.util.List;

/** The series behind the pictures, as JSON that is safe inside a script element. */
final class ChartData {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChartData() {}

  static String json(RunResult result) {
    Series series = result.series();
    ObjectNode root = JSON.createObjectNode();
    root.put("seconds", series.seconds());
    root.put("warmup", result.warmupSeconds());
    ArrayNode x = root.putArray("x");
    for (int second = 0; second < series.seconds(); second++) {
      x.add(second);
    }
    ObjectNode rates = root.putObject("rates");
    counts(rates.putArray("scheduled"), series.scheduled());
    counts(rates.putArray("acknowledged"), series.acknowledged());
    counts(rates.putArray("completed"), series.completed());
    ArrayNode lag = root.putArray("lag");
    for (Series.GroupSeries group : series.lag()) {
      counts(lag.addObject().put("group", group.group()).putArray("lag"), group.peakLag());
    }
    ArrayNode latency = root.putArray("latency");
    for (Series.StageSeries stage : series.latency()) {
      ObjectNode of = latency.addObject().put("stage", stage.stage());
      values(of.putArray("p50"), stage.p50Ms());
      values(of.putArray("p99"), stage.p99Ms());
      values(of.putArray("max"), stage.maxMs());
    }
    ArrayNode curves = root.putArray("curves");
    result.latency().forEach(stage -> curve(curves, stage));
    ArrayNode faults = root.putArray("faults");
    for (int i = 0; i < result.faults().size(); i++) {
      fault(faults.addObject(), result.faults().get(i), i);
    }
    return root.toString()
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** The letter by which pictures name a fault. */
  static String letter(int index) {
    return index < 26 ? String.valueOf((char) ('A' + index)) : String.valueOf(index + 1);
  }

  private static void fault(ObjectNode node, FaultReport fault, int index) {
    node.put("letter", letter(index)).put("name", fault.name()).put("kind", fault.kind());
    node.put("from", fault.injectedSeconds()).put("to", fault.revertedSeconds());
  }

  /** The same orders end in fulfilment and end-to-end, so that one of the two curves is enough. */
  private static void curve(ArrayNode curves, StageLatency stage) {
    if (stage.stage().equals("end-to-end") || stage.curve().isEmpty()) {
      return;
    }
    ObjectNode of = curves.addObject().put("stage", stage.stage());
    ArrayNode x = of.putArray("x");
    ArrayNode ms = of.putArray("ms");
    for (StageLatency.CurvePoint point : stage.curve()) {
      x.add(rounded(point.inverse()));
      ms.add(rounded(point.ms()));
    }
  }

  private static void counts(ArrayNode array, List<Long> values) {
    values.forEach(array::add);
  }

  private static void values(ArrayNode array, List<Double> values) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        array.addNull();
      } else {
        array.add(rounded(value));
      }
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
