package io.orderstorm.scenario.drill;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.engine.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes down what an operator does, where it can be judged later. */
final class Steps {

  private final Site site;

  Steps(Site site) {
    this.site = site;
  }

  /** A step was done. */
  void done(String step, String detail) {
    done(step, detail, Map.of());
  }

  /** A step was done, with figures that are judged. */
  void done(String step, String detail, Map<String, Object> figures) {
    var all = new LinkedHashMap<String, Object>();
    all.put("step", step);
    all.put("detail", detail);
    all.putAll(figures);
    site.note(RunEvent.DRILL_STEP, all);
    site.say("drill     " + step + ": " + detail);
  }
}
