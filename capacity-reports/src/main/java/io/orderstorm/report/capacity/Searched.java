package io.orderstorm.report.capacity;

import java.util.List;

/**
 * The highest sustainable rate under a condition.
 *
 * @param condition its name, {@code healthy} or what was wrong
 * @param description for a reader
 * @param probes in the order in which they were made
 */
public record Searched(
    String condition, String description, RateSearch.Result result, List<Judged> probes) {

  public Searched {
    probes = List.copyOf(probes);
  }
}
