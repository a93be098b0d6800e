package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.store.OrderHistory;
import java.util.UUID;

/** What a candidate decides: what the stable version does, but for its stated differences. */
final class CandidateLogic implements StageLogic {
  private static final long REJECTS = 1;
  private static final long DECLINES = 2;

  private final StageLogic stable;
  private final Candidate candidate;

  CandidateLogic(StageLogic stable, Candidate candidate) {
    this.stable = stable;
    this.candidate = candidate;
  }

  @Override
  public Decision decide(OrderEvent event, OrderHistory history) {
    Decision decision = stable.decide(event, history);
    if (!(decision instanceof Decision.Call call)) {
      return decision;
    }
    UUID id = event.meta().eventId();
    if (Lot.of(id, REJECTS) < candidate.rejects()) {
      return new Decision.Invalid(
          Candidate.ERROR_CLASS, "the candidate can't handle " + event.meta().type().text());
    }
    EventType refused = call.onRefused();
    return refused != null && Lot.of(id, DECLINES) < candidate.declines()
        ? new Decision.Emit(refused, "CANDIDATE")
        : decision;
  }
}
