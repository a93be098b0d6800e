package io.orderstorm.scenario.compare;

import io.orderstorm.scenario.file.ScenarioException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether runs were set alike, but for what is meant to differ. */
final class Likeness {

  private Likeness() {}

  /** Every setting that differs, as {@code first → second} by its path. */
  static Map<String, String> differences(Settings first, Settings second) {
    var paths = new TreeSet<>(first.values().keySet());
    paths.addAll(second.values().keySet());
    var differences = new TreeMap<String, String>();
    for (String path : paths) {
      String one = first.values().getOrDefault(path, "not set");
      String other = second.values().getOrDefault(path, "not set");
      if (!one.equals(other)) {
        differences.put(path, one + " → " + other);
      }
    }
    return differences;
  }

  /**
   * The settings that differ, all of them meant to.
   *
   * @param treatments the paths of those that are meant to differ
   * @throws ScenarioException if another one does, naming it, or one of them does not
   */
  static Map<String, String> meant(Settings first, Settings second, Set<String> treatments) {
    Map<String, String> differences = differences(first, second);
    var unlike = new ArrayList<String>();
    differences.forEach(
        (path, text) -> {
          if (!treatments.contains(path)) {
            unlike.add(path + ": " + text);
          }
        });
    if (!unlike.isEmpty()) {
      throw new ScenarioException(
          "the runs are not alike: "
              + String.join("; ", unlike)
              + ". A setting that is meant to differ is named with --treatment PATH");
    }
    for (String treatment : treatments) {
      if (!differences.containsKey(treatment)) {
        throw new ScenarioException(
            "--treatment " + treatment + ": is the same in both runs, or in neither");
      }
    }
    return differences;
  }
}
