package io.orderstorm.simulator.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DueRecordsTest {

  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
  private static final int BOUND = 2_000;
  private static final int LOOK = 1_000;

  private final DueRecords records = new DueRecords();

  private DueRecords.Count look(long committed, long due) {
    return records.look(Map.of(PARTITION, committed), Map.of(PARTITION, due));
  }

  @Test
  void whatFallsDueAndIsNotCommittedIsLate() {
    assertThat(look(0, 100)).as("the first look knows no before").isEqualTo(count(0, 0));
    assertThat(look(150, 150)).isEqualTo(count(50, 0));
    assertThat(look(160, 200)).isEqualTo(count(100, 40));
    assertThat(look(160, 200)).as("each is late once").isEqualTo(count(100, 40));
  }

  @Test
  void afterFiveLooksItIsForgotten() {
    look(0, 0);
    look(0, 10);
    for (int times = 0; times < 4; times++) {
      assertThat(look(0, 10).late()).isEqualTo(10);
    }
    assertThat(look(0, 10)).isEqualTo(count(0, 0));
  }

  /** Records of one partition are committed in order, each some time after its append. */
  @Property(tries = 300)
  void everyLateRecordIsSeenButThoseThatWereLateByLessThanALook(
      @ForAll @IntRange(min = 1, max = 400) int count, @ForAll long seed) {
    var chance = new Random(seed);
    long[] appended = new long[count];
    long[] committed = new long[count];
    for (int n = 0; n < count; n++) {
      appended[n] = (n == 0 ? 0 : appended[n - 1]) + chance.nextInt(30);
      long wait = chance.nextInt(10) == 0 ? chance.nextInt(6_000) : chance.nextInt(300);
      committed[n] = Math.max(n == 0 ? 0 : committed[n - 1], appended[n] + wait);
    }
    long seen = 0;
    long before = 0;
    for (long now = 0; now < 30_000; now += LOOK) {
      // the sum over one look alone is what the window grew by
      var one = new DueRecords();
      one.look(Map.of(PARTITION, 0L), Map.of(PARTITION, before));
      long due = upTo(appended, now - BOUND);
      seen += one.look(Map.of(PARTITION, upTo(committed, now)), Map.of(PARTITION, due)).late();
      before = Math.max(before, due);
    }
    long surely = 0;
    long late = 0;
    for (int n = 0; n < count; n++) {
      long wait = committed[n] - appended[n];
      surely += wait >= BOUND + LOOK ? 1 : 0;
      late += wait > BOUND ? 1 : 0;
    }
    assertThat(seen).isBetween(surely, late);
  }

  /** How many happened before a moment. */
  private static long upTo(long[] times, long moment) {
    int count = 0;
    while (count < times.length && times[count] < moment) {
      count++;
    }
    return count;
  }

  private static DueRecords.Count count(long due, long late) {
    return new DueRecords.Count(due, late);
  }
}
