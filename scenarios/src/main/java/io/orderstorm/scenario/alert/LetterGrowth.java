package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules.Severity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** Raised while more dead letters were added within a window than is usual. */
final class LetterGrowth {

  /** How many there were at a moment. */
  private record Count(long nanos, long letters) {}

  private final Alarm alarm;
  private final Duration window;
  private final long moreThan;

  /** The first is the last of those that are not younger than the window, or the first of all. */
  private final Deque<Count> counts = new ArrayDeque<>();

  LetterGrowth(Alarm alarm, Duration window, long moreThan, long nanos, long letters) {
    this.alarm = alarm;
    this.window = window;
    this.moreThan = moreThan;
    counts.add(new Count(nanos, letters));
  }

  Optional<Change> count(long nanos, long letters) {
    counts.addLast(new Count(nanos, letters));
    Count base = counts.removeFirst();
    while (counts.getFirst().nanos() <= nanos - window.toNanos()) {
      base = counts.removeFirst();
    }
    counts.addFirst(base);
    long added = letters - base.letters();
    double within = window.toNanos() / 1e9;
    Map<String, Object> figures =
        Map.of("added", added, "withinSeconds", within, "limit", moreThan);
    return alarm.update(
        added > moreThan
            ? Optional.of(
                new Alarm.Cause(
                    Severity.PAGE, added + " dead letters within " + within + " s", figures))
            : Optional.empty(),
        figures);
  }
}
