package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.CpuCost;
import io.orderstorm.report.result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sums up what {@code samples.csv} says of the seconds in which the run was judged. */
final class CpuCosts {

  private static final double MS = 1e3;

  private CpuCosts() {}

  static CpuCost of(RunFolder folder, Clock clock, Series series) {
    Map<String, double[]> cpu = Samples.perSecond(folder, clock, "cpuSeconds");
    int from = (int) Math.ceil(clock.sinceLoad(clock.warmupEnd()));
    int to = Math.max(from, (int) Math.floor(clock.sinceLoad(clock.loadEnd())));
    long orders = 0;
    for (int second = from; second < Math.min(to, series.offered().size()); second++) {
      orders += series.offered().get(second);
    }
    List<CpuCost.ProcessCpu> processes = new ArrayList<>();
    double measured = 0;
    for (Map.Entry<String, double[]> process : cpu.entrySet()) {
      double sum = 0;
      for (int second = from; second < Math.min(to, process.getValue().length); second++) {
        sum += process.getValue()[second];
      }
      boolean measuring = isMeasuring(process.getKey());
      measured += measuring ? 0 : sum;
      processes.add(
          new CpuCost.ProcessCpu(process.getKey(), to > from ? sum / (to - from) : 0, measuring));
    }
    boolean known = measured > 0 && orders > 0;
    return new CpuCost(known ? measured * MS / orders : null, to - from, processes);
  }

  private static boolean isMeasuring(String process) {
    return process.contains("generator") || process.contains("observer");
  }
}
