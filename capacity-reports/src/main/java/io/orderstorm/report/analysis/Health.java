package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.StageHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What averages hide of a stage: blocking, repetition, changing hands, and not coming back. */
final class Health {

  private Health() {}

  static StageHealth of(StageReview review, StageLog log, LagRecovery lag, Clock clock) {
    Topology.Stage stage = review.stage();
    Stalls stalls = review.stalls();
    List<StageHealth.StatusSpan> spans = new ArrayList<>();
    Map<String, Long> statuses = Burrow.follow(review.ends, log, clock, spans);
    long calls =
        log.count(StageRecord.Event.ATTEMPT_SUCCEEDED)
            + log.count(StageRecord.Event.ATTEMPT_FAILED);
    return new StageHealth(
        stage.name(),
        review.inputs() == 0 || calls == 0 ? null : (double) calls / review.inputs(),
        log.redelivered(),
        log.rebalances(),
        Clock.seconds(log.longestUnassigned()),
        stalls.oldestSeconds(),
        stalls.partition(),
        stalls.longestSeconds(),
        stalls.othersSeconds(),
        statuses,
        spans,
        metastable(review.backlog(), lag));
  }

  /** The fault is gone for a settle window and more, and yet the backlog did not begin to fall. */
  private static List<String> metastable(Backlog backlog, LagRecovery lag) {
    List<String> faults = new ArrayList<>();
    long sendingEnd = lag.sendingEnd();
    for (LagRecovery.Drain drain : lag.drains()) {
      boolean never = drain.recovered() > sendingEnd;
      if (never && lag.isWatched(drain) && backlog.backlogAt(sendingEnd) >= drain.backlog()) {
        faults.add(drain.fault().fault().name());
      }
    }
    return faults;
  }
}
