package io.orderstorm.scenario.file;

import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.scenario.alert.AlertNames;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code objectives.alerts}: which alert which fault has to raise, and how soon. */
final class ExpectedAlertReader {

  private static final String FALSE_ALARMS = "false-alarms";

  private final List<String> alerts;
  private final List<String> faults;

  private ExpectedAlertReader(List<String> alerts, List<String> faults) {
    this.alerts = alerts;
    this.faults = faults;
  }

  static Objectives.Alerting read(Optional<Section> section, PipelineSpec pipeline, Plan plan) {
    var reader =
        new ExpectedAlertReader(
            AlertNames.of(pipeline), plan.faults().stream().map(fault -> fault.name()).toList());
    return section.map(reader::read).orElse(Objectives.Alerting.UNASKED);
  }

  private Objectives.Alerting read(Section section) {
    Optional<Integer> falseAlarms = section.optional(FALSE_ALARMS, Quantity.whole(0, 1_000));
    var expected = new ArrayList<Objectives.ExpectedAlert>();
    for (String name : section.keys()) {
      if (!name.equals(FALSE_ALARMS)) {
        expected.add(expected(section, name));
      }
    }
    section.end();
    return new Objectives.Alerting(expected, falseAlarms);
  }

  private Objectives.ExpectedAlert expected(Section section, String name) {
    if (!alerts.contains(name)) {
      throw section
          .position(name)
          .refuse("unknown alert; allowed: " + FALSE_ALARMS + ", " + String.join(", ", alerts));
    }
    Section limits = section.requiredSection(name);
    var expected =
        new Objectives.ExpectedAlert(
            name,
            fault(limits),
            limits.required("within", Quantity::span),
            limits.optional("clears-within", Quantity::span));
    limits.end();
    return expected;
  }

  private String fault(Section limits) {
    Optional<String> after = limits.optional("after", Quantity::text);
    if (after.isEmpty() && faults.size() == 1) {
      return faults.get(0);
    }
    String allowed = faults.isEmpty() ? "the scenario has no fault" : String.join(", ", faults);
    if (after.isEmpty()) {
      throw limits.position().refuse("'after' has to name the fault that raises it: " + allowed);
    }
    if (!faults.contains(after.get())) {
      throw limits.position("after").refuse("no such fault; allowed: " + allowed);
    }
    return after.get();
  }
}
