package io.orderstorm.simulator.replay;

import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a replay a redrive of dead letters.
 *
 * @param maxPasses how often one message may be redriven in all
 * @param patch new values of fields, by their JSON pointers; empty to leave all as they are
 */
public record Redrive(int maxPasses, Map<String, Object> patch) {

  public Redrive {
    if (maxPasses < 1) {
      throw new IllegalArgumentException("at least one pass is allowed, not " + maxPasses);
    }
    patch = java.util.Collections.unmodifiableMap(new TreeMap<>(patch));
  }
}
