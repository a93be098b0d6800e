package io.orderstorm.report.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is left above a load under a condition.
 *
 * @param load its name, for example {@code peak}
 * @param share how far the sustained rate lies above the load, as a share of the load; negative if
 *     it lies below
 * @param atLeast whether the sustained rate is only the highest that was seen: nothing of the
 *     pipeline gave out
 */
public record Headroom(
    String load, double perSecond, String condition, double share, boolean atLeast) {

  /** Of each load above 0 under each condition that was searched. */
  static List<Headroom> of(Map<String, Double> loads, List<Searched> searched) {
    List<Headroom> all = new ArrayList<>();
    loads.forEach(
        (load, rate) -> {
          for (Searched condition : rate > 0 ? searched : List.<Searched>of()) {
            RateSearch.Result found = condition.result();
            all.add(
                new Headroom(
                    load,
                    rate,
                    condition.condition(),
                    found.sustained() / rate - 1,
                    found.isOpen()));
          }
        });
    return all;
  }
}
