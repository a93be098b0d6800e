package io.orderstorm.report.recount;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What customers said after having placed an order, was acknowledged, and is nowhere. */
final class FollowUpCount {

  /** Follow-ups of one order and type are answered in the order in which they were sent. */
  private record Said(long order, EventType type) {}

  private record Known(long order, EventType type, int keySequence) {}

  final long lost;

  FollowUpCount(RawRun run) {
    Set<Known> seen = new HashSet<>();
    for (var event : run.events) {
      seen.add(new Known(event.order(), event.type(), event.record().keySequence()));
    }
    Map<Said, List<Outcome>> outcomes = new HashMap<>();
    for (Outcome outcome : run.ofFollowUps) {
      Said said = new Said(outcome.orderNumber(), outcome.type());
      outcomes.computeIfAbsent(said, s -> new ArrayList<>()).add(outcome);
    }
    Map<Said, Integer> next = new HashMap<>();
    long count = 0;
    for (Send send : run.sends) {
      if (send.type() != EventType.ORDER_PLACED) {
        Said said = new Said(send.orderNumber(), send.type());
        int nth = next.merge(said, 1, Integer::sum) - 1;
        List<Outcome> of = outcomes.getOrDefault(said, List.of());
        boolean there =
            seen.contains(new Known(send.orderNumber(), send.type(), send.keySequence()));
        count += !there && nth < of.size() && isLost(run, of.get(nth)) ? 1 : 0;
      }
    }
    lost = count;
  }

  private static boolean isLost(RawRun run, Outcome outcome) {
    return outcome.result() == Outcome.Result.ACKNOWLEDGED
        && (run.frame.quiet() || run.frame.wentPast(outcome));
  }
}
