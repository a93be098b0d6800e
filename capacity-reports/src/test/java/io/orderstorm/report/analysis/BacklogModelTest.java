package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.StageRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Lag against a model that counts what was seen and not committed, at every moment anew. */
class BacklogModelTest {

  @Property(tries = 200)
  void lagIsWhatWasSeenAndNotCommitted(@ForAll long seed) {
    Random random = new Random(seed);
    List<Observation> seen = new ArrayList<>();
    List<StageRecord> commits = new ArrayList<>();
    for (int partition = 0; partition < 3; partition++) {
      int records = random.nextInt(random.nextInt(10) == 0 ? 900 : 60);
      long time = random.nextInt(50);
      for (int offset = 0; offset < records; offset++) {
        time += random.nextInt(20);
        seen.add(observation(partition, offset, time, random));
      }
      long committed = 0;
      long at = random.nextInt(100);
      while (committed < records) {
        committed = Math.min(records, committed + 1 + random.nextInt(10));
        at += random.nextInt(60);
        commits.add(commit(partition, committed, at));
      }
    }
    Backlog backlog = backlog(seen, commits);

    for (long t = 0; t < 1500; t += 7) {
      assertThat(backlog.lagAt(t)).as("lag at " + t).isEqualTo(model(seen, commits, t));
      assertThat(backlog.backlogAt(t)).isEqualTo(backlog.lagAt(t));
    }
    assertThat(backlog.lagAt(1_000_000)).isZero();
    long from = random.nextInt(1500);
    long to = from + random.nextInt(1500);
    assertThat(backlog.peakLag(from, to)).isEqualTo(peak(seen, commits, from, to));
  }

  /** Of one moment records come before commits. */
  private static Backlog backlog(List<Observation> seen, List<StageRecord> commits) {
    seen.sort(Comparator.comparingLong(Observation::receivedNanos));
    commits.sort(Comparator.comparingLong(StageRecord::timeNanos));
    Backlog.Growing growing = new Backlog.Growing();
    int commit = 0;
    for (Observation o : seen) {
      while (commit < commits.size() && commits.get(commit).timeNanos() < o.receivedNanos()) {
        commit(growing, commits.get(commit++));
      }
      growing.record(o.receivedNanos(), o.partition(), o.offset(), false);
    }
    while (commit < commits.size()) {
      commit(growing, commits.get(commit++));
    }
    return growing.of("payment");
  }

  private static void commit(Backlog.Growing growing, StageRecord commit) {
    growing.commit(commit.timeNanos(), commit.partition(), commit.offset(), false);
  }

  /** The most lag at any moment of a span, before that moment's commits. */
  private static long peak(List<Observation> seen, List<StageRecord> commits, long from, long to) {
    long peak = model(seen, commits, from);
    for (Observation o : seen) {
      if (o.receivedNanos() > from && o.receivedNanos() <= to) {
        List<StageRecord> before =
            commits.stream().filter(c -> c.timeNanos() < o.receivedNanos()).toList();
        peak = Math.max(peak, model(seen, before, o.receivedNanos()));
      }
    }
    return peak;
  }

  private static long model(List<Observation> seen, List<StageRecord> commits, long time) {
    long lag = 0;
    for (int partition = 0; partition < 3; partition++) {
      int of = partition;
      long end =
          seen.stream()
              .filter(o -> o.partition() == of && o.receivedNanos() <= time)
              .mapToLong(o -> o.offset() + 1)
              .max()
              .orElse(0);
      long committed =
          commits.stream()
              .filter(c -> c.partition() == of && c.timeNanos() <= time)
              .mapToLong(StageRecord::offset)
              .max()
              .orElse(0);
      lag += Math.max(0, end - committed);
    }
    return lag;
  }

  private static Observation observation(int partition, long offset, long time, Random random) {
    return new Observation(
        partition,
        offset,
        0,
        time,
        1,
        EventType.STOCK_RESERVED,
        0,
        0,
        -1,
        new UUID(random.nextLong(), random.nextLong()),
        Observation.NO_ID,
        null,
        -1,
        -1);
  }

  private static StageRecord commit(int partition, long next, long time) {
    return new StageRecord(
        time, StageRecord.Event.COMMITTED, 0, "inventory", partition, next, -1, 0, 0);
  }
}
