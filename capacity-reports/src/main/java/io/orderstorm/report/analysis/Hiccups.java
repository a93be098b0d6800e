package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RunEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How late an idle thread of each process that measures woke up, as the process told at its end. A
 * record without the figure tells nothing.
 *
 * @param p99Ms by process, generators and observer alone: those of the pipeline judge nothing
 */
record Hiccups(Map<String, Double> p99Ms) {

  static Hiccups of(List<RunEvent> log) {
    Map<String, Double> told = new LinkedHashMap<>();
    for (RunEvent event : log) {
      String process = event.text("process");
      double p99 = event.number("p99Ms");
      boolean measures = process.contains("generator") || process.contains("observer");
      if (event.is(RunEvent.HICCUP) && measures && !Double.isNaN(p99)) {
        told.merge(process, p99, Math::max);
      }
    }
    return new Hiccups(told);
  }

  /** How many processes of a kind told. */
  int processes(String kind) {
    return (int) p99Ms.keySet().stream().filter(process -> process.contains(kind)).count();
  }

  /** The worst of those that told; 0 if none did. */
  double worst() {
    return p99Ms.values().stream().mapToDouble(p99 -> p99).max().orElse(0);
  }
}
