package io.orderstorm.simulator.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.replay.Ceiling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long WINDOW = 10 * SECOND;

  private long now = 17;

  private record Sent(long nanos, long bytes) {}

  /** A sender that always has something to send, and now and then is held up. */
  private List<Sent> send(Pace pace, long seed, int largest, double share) {
    var chance = new Random(seed);
    var sent = new ArrayList<Sent>();
    long end = now + 45 * SECOND;
    pace.share(share);
    while (now < end) {
      long size = 1 + chance.nextInt(largest);
      for (long wait = pace.waitNanos(size); wait > 0; wait = pace.waitNanos(size)) {
        now += wait;
      }
      sent.add(new Sent(now, size));
      if (chance.nextInt(200) == 0) {
        now += (long) (chance.nextDouble() * 2 * SECOND);
      }
    }
    return sent;
  }

  @Property(tries = 60)
  void noWindowOfTenSecondsHoldsMoreThanFivePercentAboveTheCeiling(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 2, max = 800) double records,
      @ForAll @LongRange(min = 8_000, max = 200_000) long bytes,
      @ForAll @IntRange(min = 1, max = 2_000) int largest) {
    var ceiling = new Ceiling(records, bytes);
    int size = (int) Math.min(largest, ceiling.largestRecordBytes());

    List<Sent> sent = send(new Pace(ceiling, () -> now), seed, size, 1);

    long inWindow = 0;
    int first = 0;
    for (int last = 0; last < sent.size(); last++) {
      inWindow += sent.get(last).bytes();
      while (sent.get(last).nanos() - sent.get(first).nanos() >= WINDOW) {
        inWindow -= sent.get(first++).bytes();
      }
      assertThat((double) last - first + 1)
          .isLessThanOrEqualTo(Math.max(records * 10 * 1.05, records * 10 + 1) + 1e-6);
      assertThat((double) inWindow).isLessThanOrEqualTo(bytes * 10 * 1.05 + 1);
    }
  }

  @Property(tries = 30)
  void aSenderThatIsNotHeldUpReachesTheCeilingInEveryWindow(
      @ForAll @DoubleRange(min = 20, max = 2_000) double records) {
    var pace = new Pace(new Ceiling(records, 1_000_000_000), () -> now);
    var sent = new ArrayList<Long>();
    long begin = now;
    while (now < begin + 40 * SECOND) {
      for (long wait = pace.waitNanos(10); wait > 0; wait = pace.waitNanos(10)) {
        now += wait;
      }
      sent.add(now);
    }

    for (long from = begin; from + WINDOW <= begin + 40 * SECOND; from += SECOND) {
      long start = from;
      long count = sent.stream().filter(at -> at >= start && at < start + WINDOW).count();
      assertThat((double) count).isBetween(records * 10 * 0.95, records * 10 * 1.05);
    }
  }

  @Property(tries = 20)
  void aThrottledSenderKeepsToItsShare(@ForAll long seed) {
    List<Sent> sent = send(new Pace(new Ceiling(400, 1_000_000), () -> now), seed, 100, 0.25);

    long tenSecondsIn = sent.get(0).nanos() + WINDOW;
    long count =
        sent.stream()
            .filter(one -> one.nanos() >= tenSecondsIn && one.nanos() < tenSecondsIn + WINDOW)
            .count();
    // a quarter of 400/s over 10 s, and at most a whole bucket of 0.25 s at full rate
    assertThat(count).isLessThanOrEqualTo(1_000 + 100);
  }
}
