package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.result.GroupLag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A backlog that is known at every millisecond of ten seconds. */
class LagRecoveryTest {

  private static final int MILLIS = 10_000;
  private static final long MS = 1_000_000L;

  private static LagRecovery recovery(long[] backlogs, FaultWindow... faults) {
    return recovery(0, backlogs, faults);
  }

  /**
   * The same on a topic with a past.
   *
   * @param past records that lay there before the first that was seen
   */
  private static LagRecovery recovery(long past, long[] backlogs, FaultWindow... faults) {
    Backlog.Growing growing = new Backlog.Growing();
    long end = past;
    long committed = past;
    for (int milli = 0; milli < MILLIS; milli++) {
      while (end - committed < backlogs[milli]) {
        growing.record(milli * MS, 0, end++, false);
      }
      if (end - committed > backlogs[milli]) {
        committed = end - backlogs[milli];
        growing.commit(milli * MS, 0, committed, false);
      }
    }
    Expectations expectations =
        Expectations.of(
            new RunIdentity("t", "t", "A test", "", "t", "live", "embedded", 1, "t"),
            Topology.reference(),
            new LoadShape(
                List.of(
                    new LoadShape.Point(Duration.ZERO, 1),
                    new LoadShape.Point(Duration.ofMillis(MILLIS), 1)),
                Duration.ZERO),
            Duration.ofSeconds(30),
            new Objectives(List.of(), List.of(), List.of(), false, false, null),
            List.of());
    Clock clock = new Clock(0, MILLIS * MS, 0, MILLIS * MS, true);
    return new LagRecovery(growing.of("payment"), expectations, List.of(faults), clock);
  }

  @Property(tries = 100)
  void itIsTheMostBacklogOfAnyMomentInNoWindow(@ForAll long seed) {
    Random random = new Random(seed);
    long[] backlogs = new long[MILLIS];
    for (int milli = 1; milli < MILLIS; milli++) {
      backlogs[milli] = Math.max(0, backlogs[milli - 1] + random.nextInt(7) - 3);
    }
    List<long[]> felt = new ArrayList<>();
    boolean[] within = new boolean[MILLIS];
    for (int window = random.nextInt(5); window > 0; window--) {
      int from = random.nextInt(MILLIS);
      int to = random.nextInt(5) == 0 ? MILLIS : Math.min(MILLIS, from + random.nextInt(4_000));
      felt.add(new long[] {from * MS, to == MILLIS ? Long.MAX_VALUE : to * MS});
      for (int milli = from; milli < to; milli++) {
        within[milli] = true;
      }
    }
    long most = -1;
    for (int milli = 0; milli < MILLIS; milli++) {
      // the moment at which a window opens still belongs to the time before it
      boolean opens = milli > 0 && within[milli] && !within[milli - 1];
      most = within[milli] && !opens ? most : Math.max(most, backlogs[milli]);
    }

    long peak = recovery(backlogs).peakOutside(felt).orElse(-1);

    assertThat(peak).isEqualTo(most);
  }

  @Example
  void aFaultThatIsFeltAllTheTimeLeavesNothingToJudgeBy() {
    List<long[]> all = List.of(new long[] {0, 4_000 * MS}, new long[] {3_000 * MS, Long.MAX_VALUE});

    assertThat(recovery(new long[MILLIS]).peakOutside(all)).isEmpty();
  }

  /** As in a stage behind one whose service was away: nothing came to it before the revert. */
  @Example
  void aBacklogThatComesOnlyAfterTheRevertIsRecoveredFromToo() {
    long[] backlogs = new long[MILLIS];
    Arrays.fill(backlogs, 2_500, 4_000, 2_000);

    GroupLag lag = recovery(backlogs, fault(1_000, 2_000)).report();

    assertThat(lag.fault()).isEqualTo("outage");
    assertThat(lag.recoverySeconds()).isEqualTo(2.0);
    assertThat(lag.predictedRecoverySeconds()).isNull();
    assertThat(lag.predictedReason()).contains("only after the revert");
  }

  @Example
  void oneThatComesOnlyAfterTheRevertAndStaysIsNotRecovered() {
    long[] backlogs = new long[MILLIS];
    Arrays.fill(backlogs, 2_500, MILLIS, 2_000);

    GroupLag lag = recovery(backlogs, fault(1_000, 2_000)).report();

    assertThat(lag.fault()).isEqualTo("outage");
    assertThat(lag.recoverySeconds()).isNull();
  }

  @Example
  void aBacklogThatStaysWithinItsBoundHasNothingToRecoverFrom() {
    long[] backlogs = new long[MILLIS];
    Arrays.fill(backlogs, 1_500, 4_000, 900);

    GroupLag lag = recovery(backlogs, fault(1_000, 2_000)).report();

    assertThat(lag.fault()).isNull();
    assertThat(lag.recoverySeconds()).isZero();
  }

  /** What the topic held before is no input of this run, and none is to be expected of its load. */
  @Example
  void aTopicsPastChangesNoPrediction() {
    long[] backlogs = new long[MILLIS];
    for (int milli = 0; milli < MILLIS; milli++) {
      backlogs[milli] = Math.max(0, 3_000 - Math.max(0, milli - 100) * 4);
    }
    for (int milli = 6_000; milli < MILLIS; milli++) {
      backlogs[milli] = Math.max(0, 4_000 - Math.max(0, milli - 6_500) * 2);
    }

    GroupLag fresh = recovery(0, backlogs, fault(0, 100), fault(6_000, 6_500)).report();
    GroupLag old = recovery(50_000_000, backlogs, fault(0, 100), fault(6_000, 6_500)).report();

    // 3,000 records over the bound, at 4,000/s less the 700/s that come
    assertThat(fresh.predictedRecoverySeconds()).isCloseTo(0.91, within(0.02));
    assertThat(old).isEqualTo(fresh);
  }

  private static FaultWindow fault(int fromMillis, int toMillis) {
    return new FaultWindow(
        new ExpectedFault("outage", ExpectedFault.Kind.LINK, "payment -> payment-provider", ""),
        fromMillis * MS,
        toMillis * MS,
        true,
        "");
  }
}
