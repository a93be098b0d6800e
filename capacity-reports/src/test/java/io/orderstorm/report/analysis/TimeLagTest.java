package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimeLagTest {

  private static final long START = 7_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int SECONDS = 20;
  private static final long END = START + (SECONDS - 1) * SECOND + SECOND / 2;
  private static final Clock CLOCK = new Clock(START, END, START, END, true);

  @Test
  void anInputThatIsHeldUpAgesUntilItsOutcome() {
    var lag = new TimeLag(CLOCK);

    lag.see(START + SECOND / 2, START + 4 * SECOND);
    lag.see(START + 3 * SECOND, START + 3 * SECOND + 1);

    assertThat(Arrays.stream(lag.perSecond()).mapToObj(nanos -> nanos / 1e9).limit(5))
        .containsExactly(0.5, 1.5, 2.5, 3.5, 0.0);
  }

  @Test
  void anInputWithoutAnOutcomeAgesToTheEnd() {
    var lag = new TimeLag(CLOCK);

    lag.see(START + 10 * SECOND, Long.MAX_VALUE);

    assertThat(lag.perSecond()).endsWith(9 * SECOND, 10 * SECOND);
  }

  @Property
  void itIsTheOldestOfAllThatAreOpen(@ForAll long seed, @ForAll @IntRange(max = 60) int inputs) {
    var random = new Random(seed);
    var lag = new TimeLag(CLOCK);
    long[] arrived = new long[inputs];
    long[] ended = new long[inputs];
    for (int input = 0; input < inputs; input++) {
      arrived[input] = START + random.nextLong(SECONDS * SECOND);
      boolean open = random.nextInt(10) == 0;
      ended[input] = open ? Long.MAX_VALUE : arrived[input] + random.nextLong(8 * SECOND);
      lag.see(arrived[input], ended[input]);
    }

    long[] ages = lag.perSecond();
    for (int second = 0; second < SECONDS; second++) {
      long at = START + (second + 1) * SECOND;
      long oldest = 0;
      for (int input = 0; input < inputs; input++) {
        boolean open = arrived[input] <= at && (ended[input] >= at || ended[input] >= END);
        oldest = open ? Math.max(oldest, at - arrived[input]) : oldest;
      }
      assertThat(ages[second]).isEqualTo(oldest);
    }
  }
}
