package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.render.CapacityHtml;
import io.orderstorm.report.render.CapacityJson;
import io.orderstorm.report.render.CapacityJunit;
import io.orderstorm.report.render.CapacityMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that a plan is told in. */
final class PlanForms {

  private PlanForms() {}

  /** The text of each file. */
  static Map<Path, String> of(CapacityFolder folder, CapacityPlan plan) {
    Map<Path, String> forms = new LinkedHashMap<>();
    forms.put(folder.planJson(), CapacityJson.render(plan));
    forms.put(folder.planMarkdown(), CapacityMarkdown.render(plan));
    forms.put(folder.planHtml(), CapacityHtml.render(plan));
    forms.put(folder.junitXml(), CapacityJunit.render(plan));
    return forms;
  }

  static void write(CapacityFolder folder, CapacityPlan plan) throws IOException {
    for (Map.Entry<Path, String> form : of(folder, plan).entrySet()) {
      Files.writeString(form.getKey(), form.getValue());
    }
  }
}
