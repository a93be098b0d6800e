package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Violations against a model that looks at every input at every tick. */
class ViolationsModelTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_000 * SECOND;

  @Property(tries = 150)
  void violationsAreWhatTheDefinitionSays(@ForAll long seed) {
    Random random = new Random(seed);
    int inputs = 5 + random.nextInt(200);
    long[] arrived = new long[inputs];
    StageInputs of = new StageInputs("payment", new int[inputs], new int[inputs], arrived);
    long freeze = START + random.nextInt(8) * SECOND;
    for (int i = 0; i < inputs; i++) {
      arrived[i] = START + (long) (random.nextDouble() * 8 * SECOND);
      long done = arrived[i] + (long) (random.nextDouble() * random.nextInt(2500) * 1e6);
      boolean held = arrived[i] >= freeze && arrived[i] < freeze + SECOND;
      of.completed[i] = held ? Math.max(done, freeze + SECOND) : done;
      if (random.nextInt(40) == 0) {
        of.completed[i] = StageInputs.NEVER;
        of.lost[i] = random.nextBoolean() ? done : StageInputs.NEVER;
      }
    }
    Clock clock = new Clock(START, START + 8 * SECOND, START, START + 12 * SECOND, true);

    Violations violations = violations(of, clock);

    BitSet found = new BitSet();
    for (Violations.Span span : violations.spans()) {
      found.set(
          (int) ((span.from() - START) / Violations.TICK),
          (int) ((span.to() - START) / Violations.TICK));
    }
    assertThat(found).isEqualTo(model(of, clock));
  }

  private static BitSet model(StageInputs of, Clock clock) {
    BitSet violated = new BitSet();
    int tick = 0;
    for (long now = START; now <= clock.end(); now += Violations.TICK) {
      int due = 0;
      int done = 0;
      int young = 0;
      boolean stalled = false;
      for (int i = 0; i < of.size(); i++) {
        due += of.arrived[i] > now - SECOND && of.arrived[i] <= now ? 1 : 0;
        done += of.completed[i] > now - SECOND && of.completed[i] <= now ? 1 : 0;
        boolean owed = of.arrived[i] <= now && of.owedUntil(i) > now;
        young += owed && now - of.arrived[i] < SECOND / 2 ? 1 : 0;
        stalled |= owed && now - of.arrived[i] > SECOND;
      }
      violated.set(tick++, stalled || done + young < 0.95 * due);
    }
    return violated;
  }

  @Property(tries = 50)
  void steadyWorkIsNeverAViolation(@ForAll long seed) {
    Random random = new Random(seed);
    int inputs = 2000;
    long[] arrived = new long[inputs];
    StageInputs of = new StageInputs("payment", new int[inputs], new int[inputs], arrived);
    long batch = 20 + random.nextInt(300);
    for (int i = 0; i < inputs; i++) {
      arrived[i] = START + i * (10 * SECOND / inputs);
      long millis = (arrived[i] - START) / 1_000_000;
      of.completed[i] =
          START + (millis / batch + 1) * batch * 1_000_000 + random.nextInt(1_000_000);
    }
    Clock clock = new Clock(START, START + 10 * SECOND, START, START + 12 * SECOND, true);

    assertThat(violations(of, clock).spans())
        .as("completions in bursts of " + batch + " ms")
        .isEqualTo(List.of());
  }

  private static Violations violations(StageInputs of, Clock clock) {
    Violations.Watch watch = new Violations.Watch(of.stage, Objectives.none(), false, clock);
    for (int i = 0; i < of.size(); i++) {
      watch.see(OrderColumns.NEVER, of.arrived[i], of.completed[i], of.owedUntil(i));
    }
    return watch.judge(null);
  }
}
