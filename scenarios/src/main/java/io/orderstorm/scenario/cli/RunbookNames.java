package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.alert.AlertNames;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Condition;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.Runbook;
import java.util.List;

/**
 * Whether the pipeline that a runbook is rehearsed in has all that its front matter and its
 * conditions name. An alert whose name is misspelt is never on: to wait for it would never end, and
 * to wait until it is off would always succeed.
 */
final class RunbookNames implements Block.Cases<Boolean> {

  private final Runbook runbook;
  private final Scenario scenario;

  private RunbookNames(Runbook runbook, Scenario scenario) {
    this.runbook = runbook;
    this.scenario = scenario;
  }

  /**
   * Passes a runbook that fits.
   *
   * @throws ScenarioException if it does not; names file, line, field and what is allowed
   */
  static void require(Runbook runbook, Scenario scenario) {
    var names = new RunbookNames(runbook, scenario);
    runbook.provoked().match(names.new Provoked());
    names.require(runbook.lines().alert(), "alert", runbook.alert(), names.allowed("alert"));
    for (Runbook.Step step : runbook.steps()) {
      step.blocks().forEach(block -> block.match(names));
    }
  }

  @Override
  public Boolean command(Block.Command block) {
    return true;
  }

  @Override
  public Boolean waitUntil(Block.WaitUntil block) {
    return require(block.line(), block.condition());
  }

  @Override
  public Boolean check(Block.Check block) {
    return require(block.line(), block.condition());
  }

  private boolean require(int line, Condition condition) {
    return require(line, condition.toString(), condition.name(), allowed(condition.kind()));
  }

  private boolean require(int line, String field, String name, List<String> allowed) {
    if (!allowed.contains(name)) {
      throw new ScenarioException(
          "%s:%d: %s: the scenario '%s' has no %s; allowed: %s"
              .formatted(
                  runbook.file(),
                  line,
                  field,
                  runbook.scenario(),
                  name,
                  allowed.isEmpty() ? "none" : String.join(", ", allowed)));
    }
    return true;
  }

  private List<String> allowed(String kind) {
    return switch (kind) {
      case "alert" -> AlertNames.of(scenario.pipeline());
      case "fault" -> scenario.faults().stream().map(fault -> fault.name()).toList();
      case "release" -> scenario.canary().map(of -> List.of(of.stage())).orElse(List.of());
      default -> scenario.pipeline().stages().stream().map(Stage::name).toList();
    };
  }

  private final class Provoked implements Incident.Cases<Boolean> {
    @Override
    public Boolean fault(Incident.OfFault incident) {
      return require(runbook.lines().provoked(), "fault", incident.name(), allowed("fault"));
    }

    @Override
    public Boolean release(Incident.OfRelease incident) {
      return require(runbook.lines().provoked(), "release", incident.stage(), allowed("release"));
    }

    @Override
    public Boolean replay(Incident.OfReplay incident) {
      return require(
          runbook.lines().provoked(), "replay.stage", incident.stage(), allowed("stage"));
    }
  }
}
