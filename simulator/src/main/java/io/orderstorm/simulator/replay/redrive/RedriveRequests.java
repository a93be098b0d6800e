package io.orderstorm.simulator.replay.redrive;

import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.Triage;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.OffsetRange;
import io.orderstorm.simulator.replay.Redrive;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Scope;
import io.orderstorm.simulator.replay.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes replay requests of dead letters: exactly those, by their offsets. */
public final class RedriveRequests {

  private RedriveRequests() {}

  /**
   * A request for these dead letters.
   *
   * @param letters that are open
   * @param guard {@code null} for none
   * @throws ReplayRefusedException if there is none, or one was redriven too often
   */
  public static ReplayRequest of(
      List<DeadLetter> letters,
      Triage triage,
      String owner,
      String intent,
      Target target,
      Ceiling ceiling,
      @Nullable Guard guard,
      Redrive redrive) {
    if (letters.isEmpty()) {
      throw new ReplayRefusedException("no open dead letter is meant; orderstorm dlq list");
    }
    requirePassesLeft(letters, triage, redrive.maxPasses());
    Scope scope = Scope.of(ranges(letters));
    try {
      return new ReplayRequest(
          "redrive", owner, intent, scope, ceiling, target, guard, true, redrive);
    } catch (IllegalArgumentException e) {
      throw new ReplayRefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static void requirePassesLeft(List<DeadLetter> letters, Triage triage, int most) {
    List<String> spent =
        letters.stream()
            .filter(letter -> triage.passes(letter) >= most)
            .map(DeadLetter::position)
            .toList();
    if (!spent.isEmpty()) {
      throw new ReplayRefusedException(
          spent.size()
              + " dead letters were redriven "
              + most
              + " times and failed again each time, among them "
              + String.join(", ", spent.subList(0, Math.min(3, spent.size())))
              + "; discard them, leave them out with --filter, or mend what refuses them");
    }
  }

  /** Neighbours make one range. */
  private static List<OffsetRange> ranges(List<DeadLetter> letters) {
    List<DeadLetter> sorted = new ArrayList<>(letters);
    sorted.sort(
        Comparator.<DeadLetter, String>comparing(letter -> letter.record().topic())
            .thenComparing(letter -> letter.record().partition())
            .thenComparing(letter -> letter.record().offset()));
    var ranges = new ArrayList<OffsetRange>();
    for (DeadLetter letter : sorted) {
      var record = letter.record();
      var one =
          new OffsetRange(record.topic(), record.partition(), record.offset(), record.offset() + 1);
      OffsetRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null
          && last.to() == one.from()
          && last.partition() == one.partition()
          && last.topic().equals(one.topic())) {
        ranges.set(
            ranges.size() - 1,
            new OffsetRange(one.topic(), one.partition(), last.from(), one.to()));
      } else {
        ranges.add(one);
      }
    }
    return ranges;
  }
}
