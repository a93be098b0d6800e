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

  static StageHealth of(
      Topology.Stage stage,
      Evidence evidence,
      StageInputs inputs,
      Backlog backlog,
      LagRecovery lag,
      Clock clock) {
    StageLog log = evidence.stage(stage.group());
    Stalls stalls = Stalls.of(inputs, evidence.events, clock);
    List<StageHealth.StatusSpan> spans = new ArrayList<>();
    Map<String, Long> statuses =
        Burrow.follow(stage.inputTopics(), evidence.events, log, clock, spans);
    long calls =
        log.count(StageRecord.Event.ATTEMPT_SUCCEEDED)
            + log.count(StageRecord.Event.ATTEMPT_FAILED);
    return new StageHealth(
        stage.name(),
        inputs.size() == 0 || calls == 0 ? null : (double) calls / inputs.size(),
        log.redelivered(),
        log.rebalances(),
        Clock.seconds(log.longestUnassigned()),
        stalls.oldestSeconds(),
        stalls.partition(),
        stalls.longestSeconds(),
        stalls.othersSeconds(),
        statuses,
        spans,
        metastable(backlog, lag, clock));
  }

  /** The fault is gone for a settle window and more, and yet the backlog did not begin to fall. */
  private static List<String> metastable(Backlog backlog, LagRecovery lag, Clock clock) {
    List<String> faults = new ArrayList<>();
    for (LagRecovery.Drain drain : lag.drains()) {
      boolean never = drain.recovered() > clock.loadEnd();
      boolean watched = clock.loadEnd() >= lag.settledAfter(drain);
      if (never && watched && backlog.backlogAt(clock.loadEnd()) >= drain.backlog()) {
        faults.add(drain.fault().fault().name());
      }
    }
    return faults;
  }
}
