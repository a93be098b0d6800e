package io.orderstorm.scenario.drill;

import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.scenario.engine.Operator;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An incident, its repair, and what has to be proved of both. Stateless. */
public interface Drill {

  /** Also the name of its scenario's file, {@code drills/<name>.yaml}. */
  String name();

  /** What it shows, in one sentence. */
  String title();

  /** How long all of it may take, analysis included. */
  Duration limit(Form form);

  /** What the form changes in the scenario, as {@code --set} takes it. */
  List<String> overrides(Form form);

  /** Who notices and repairs. */
  Operator operator(Form form);

  /** What has to hold; computed from the records alone. */
  List<ObjectiveResult> checks(Evidence evidence);

  /** Figures for a reader, by what they are called. */
  Map<String, String> figures(Evidence evidence);
}
