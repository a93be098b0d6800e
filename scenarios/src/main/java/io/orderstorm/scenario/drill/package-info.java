/**
 * Drills: an incident and its repair, played on the reference pipeline under load and judged by
 * figures. A {@link io.orderstorm.scenario.drill.Drill} is a scenario (the load and what breaks),
 * an operator (who notices and repairs, through the same desk as the command line) and its checks.
 *
 * <p>Everything that is judged is in the run folder: {@code events.jsonl} says what the operator
 * did, {@code replays/} holds plans and audit log. {@link io.orderstorm.scenario.drill.DrillJudge}
 * computes {@code drill.json} from these and from the run's own result, and does so again on {@code
 * orderstorm report} and {@code orderstorm verify}.
 */
@NullMarked
package io.orderstorm.scenario.drill;

import org.jspecify.annotations.NullMarked;
