package io.orderstorm.scenario.child;

import io.orderstorm.simulator.stage.StageEvent;
import io.orderstorm.simulator.topic.StageName;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How the calls of downstream services end, by stage, from one question to the next. Thread-safe.
 */
final class CallCount {

  private final Map<StageName, LongAdder> all = new EnumMap<>(StageName.class);
  private final Map<StageName, LongAdder> failed = new EnumMap<>(StageName.class);

  CallCount() {
    for (StageName stage : StageName.values()) {
      all.put(stage, new LongAdder());
      failed.put(stage, new LongAdder());
    }
  }

  /** Takes in what happened at a stage; what is no end of a call does not count. */
  void note(StageName stage, StageEvent event) {
    if (event == StageEvent.ATTEMPT_SUCCEEDED || event == StageEvent.ATTEMPT_FAILED) {
      adder(all, stage).increment();
    }
    if (event == StageEvent.ATTEMPT_FAILED) {
      adder(failed, stage).increment();
    }
  }

  /** {@code calls STAGE ALL FAILED} since the last question; empty if there were none. */
  String sinceLastCall(StageName stage) {
    long failures = adder(failed, stage).sumThenReset();
    long calls = adder(all, stage).sumThenReset();
    return calls == 0 && failures == 0
        ? ""
        : "calls " + stage.group() + " " + calls + " " + failures;
  }

  private static LongAdder adder(Map<StageName, LongAdder> adders, StageName stage) {
    LongAdder adder = adders.get(stage);
    if (adder == null) {
      throw new IllegalArgumentException("no such stage: " + stage);
    }
    return adder;
  }
}
