package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RunFolder;
import java.util.Map;

/**
 * How much the generator or the observer stood still for the collection of garbage, from {@code
 * gcSeconds} of {@code samples.csv}: the greatest share of 5 s of the load that one of them did.
 *
 * @param process the one that did; empty if neither did or nothing is known
 * @param share of the time, 0 to 1
 * @param second of the load from which it did
 */
record GcUse(String process, double share, int second) {

  private static final int WINDOW = 5;

  static GcUse of(RunFolder folder, Clock clock) {
    GcUse most = new GcUse("", 0, 0);
    for (Map.Entry<String, double[]> process :
        Samples.perSecond(folder, clock, "gcSeconds").entrySet()) {
      String name = process.getKey();
      double[] spent = process.getValue();
      boolean harness = name.contains("generator") || name.contains("observer");
      for (int from = 0; harness && from + WINDOW <= spent.length; from++) {
        double share = Samples.mean(spent, from, WINDOW);
        most = share > most.share() ? new GcUse(name, share, from) : most;
      }
    }
    return most;
  }
}
