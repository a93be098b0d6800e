package io.orderstorm.report.render;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Headroom;
import io.orderstorm.report.capacity.Searched;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is left above each load under each condition. */
final class HeadroomTable {

  private HeadroomTable() {}

  static PlanTable of(CapacityPlan plan) {
    String[] conditions =
        plan.study().searched().stream().map(Searched::condition).toArray(String[]::new);
    PlanTable table =
        new PlanTable("Headroom").text("Load").numbers("Orders a second").numbers(conditions);
    List<String> cells = new ArrayList<>();
    for (Headroom headroom : plan.headroom()) {
      if (cells.isEmpty()) {
        cells.add(headroom.load());
        cells.add(PlanWords.rate(headroom.perSecond()));
      }
      cells.add(words(headroom));
      if (cells.size() == conditions.length + 2) {
        table.row(cells.toArray(String[]::new));
        cells.clear();
      }
    }
    return table;
  }

  private static String words(Headroom headroom) {
    return (headroom.atLeast() ? "at least " : "")
        + String.format(Locale.ROOT, "%+.0f %%", 100 * headroom.share());
  }
}
