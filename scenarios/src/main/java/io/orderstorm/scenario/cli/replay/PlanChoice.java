package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.run.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which plan a command is about. */
final class PlanChoice {

  static final String DESCRIPTION =
      "A plan's id, folder or file. Default: the only plan in the folder that is not over.";

  private PlanChoice() {}

  /**
   * The plan of a name; without one the only plan that is not over.
   *
   * @throws ReplayRefusedException if there is no such plan, or several could be meant
   */
  static SealedPlan of(Desk desk, @Nullable String name) {
    if (name != null) {
      return desk.folder().read(name);
    }
    List<SealedPlan> open =
        desk.folder().planIds().stream()
            .map(desk.folder()::read)
            .filter(plan -> new Gate(desk.folder(), plan, desk.audit()).finalOutcome().isEmpty())
            .toList();
    if (open.size() != 1) {
      throw new ReplayRefusedException(
          "name a PLAN: in "
              + desk.folder().root()
              + (open.isEmpty()
                  ? " there is none that is not over"
                  : " there are "
                      + String.join(", ", open.stream().map(plan -> plan.plan().id()).toList())));
    }
    return open.get(0);
  }
}
