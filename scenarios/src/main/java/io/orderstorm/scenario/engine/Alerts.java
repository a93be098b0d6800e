package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.watch.Display;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The pipeline's alerts: what a team's monitoring would page for. An alert is noted when it begins
 * to fire; it must stop before it can be noted again. Thread-safe.
 */
final class Alerts {

  private final RunLog log;
  private final Display display;
  private final Set<String> firing = new HashSet<>();

  Alerts(RunLog log, Display display) {
    this.log = log;
    this.display = display;
  }

  /** Says whether an alert's condition holds now. */
  synchronized void update(String name, String stage, boolean fires, String detail) {
    String key = name + "/" + stage;
    if (!fires) {
      firing.remove(key);
    } else if (firing.add(key)) {
      log.note(RunEvent.ALERT, Map.of("name", name, "stage", stage, "detail", detail));
      display.say("alert " + name + " (" + stage + "): " + detail);
    }
  }
}
