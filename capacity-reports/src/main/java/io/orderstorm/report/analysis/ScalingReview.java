package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.Scaling;
import java.util.List;
import java.util.Optional;

/**
 * Judges an autoscaler as control theory does: how soon it reacts, by how much it overshoots, and
 * whether it swings.
 */
final class ScalingReview {

  /** What the backlog is looked at in; finer than any autoscaler decides. */
  private static final long STEP = 50_000_000L;

  private ScalingReview() {}

  /** How a group was scaled; empty if it never was. */
  static Optional<Scaling> of(
      String stage, List<RunEvent> log, Backlog backlog, StageLog work, Clock clock) {
    List<RunEvent> changes =
        log.stream()
            .filter(e -> e.is(RunEvent.SCALED) && e.text("group").equals(stage))
            .filter(e -> e.timeNanos() >= clock.loadStart())
            .toList();
    Optional<RunEvent> first = changes.stream().filter(e -> step(e) > 0).findFirst();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    RunEvent decided = first.get();
    long passed = passedBefore(decided, backlog, clock);
    int least = (int) changes.get(0).number("from");
    // the stage's own consumers are numbered from 0, and the one for retries has the number behind
    long worked = work.firstGivenAfter(decided.timeNanos(), least);
    long peak = peakTime(backlog, clock);
    return Optional.of(
        new Scaling(
            stage,
            least,
            (int) changes.stream().mapToDouble(e -> e.number("to")).max().orElse(0),
            changes.stream().mapToInt(e -> Math.max(0, step(e))).sum(),
            changes.stream().mapToInt(e -> Math.max(0, -step(e))).sum(),
            Clock.seconds(decided.timeNanos() - passed),
            worked == Long.MAX_VALUE ? null : Clock.seconds(worked - passed),
            changes.stream()
                .filter(e -> e.timeNanos() > peak)
                .mapToInt(e -> Math.max(0, step(e)))
                .sum(),
            oscillations(changes)));
  }

  private static int step(RunEvent change) {
    return (int) (change.number("to") - change.number("from"));
  }

  /** When the backlog came to lie above the threshold, as it still did when the decision fell. */
  private static long passedBefore(RunEvent decided, Backlog backlog, Clock clock) {
    long threshold = (long) decided.number("above");
    long time = decided.timeNanos();
    while (time > clock.loadStart() && backlog.backlogAt(time - STEP) > threshold) {
      time -= STEP;
    }
    return time;
  }

  private static long peakTime(Backlog backlog, Clock clock) {
    long peak = clock.loadStart();
    for (long time = peak; time <= clock.end(); time += STEP) {
      peak = backlog.backlogAt(time) > backlog.backlogAt(peak) ? time : peak;
    }
    return peak;
  }

  private static int oscillations(List<RunEvent> changes) {
    int count = 0;
    boolean wasDown = false;
    for (RunEvent change : changes) {
      count += wasDown && step(change) > 0 ? 1 : 0;
      wasDown = step(change) < 0;
    }
    return count;
  }
}
