package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicWatchTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path temp;

  @Test
  void thePartitionThatGrewMostIsNamedWithWhatItTookInForFiveSecondsOnEnd() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    try (var orders =
            RecordWriter.create(
                folder.observations("orders"),
                Observation.KIND,
                Observation.header("orders", List.of("orders")));
        var quiet =
            RecordWriter.create(
                folder.observations("notifications"),
                Observation.KIND,
                Observation.header("notifications", List.of("orders")))) {
      for (int second = 0; second < 30; second++) {
        // partition 0 takes 10 a second, partition 2 takes 5, and 40 from second 12 to 16
        see(orders, 0, second, 10);
        see(orders, 2, second, second >= 12 && second <= 16 ? 40 : 5);
      }
      see(quiet, 0, 2, 7); // before the judged part
    }
    var judged = window(10, 20);
    var later = window(20, 24);

    List<List<TopicFigures>> seen = TopicWatch.within(folder, List.of(judged, later));

    // partition 0: 100; partition 2: 5 × 40 + 5 × 5 = 225
    assertThat(seen.get(0)).containsExactly(new TopicFigures("orders", 32.5, 2, 22.5, 40));
    assertThat(seen.get(1))
        .as("four seconds are not five")
        .containsExactly(new TopicFigures("orders", 15, 0, 10, 0));
  }

  private static ProbeWindow window(long from, long to) {
    return new ProbeWindow(
        1,
        "healthy",
        ProbeWindow.Purpose.SEARCH,
        100,
        (from - 1) * SECOND,
        from * SECOND,
        to * SECOND,
        0);
  }

  private static void see(RecordWriter<Observation> to, int partition, int second, int records) {
    for (int i = 0; i < records; i++) {
      to.append(
          new Observation(
              partition,
              i,
              0,
              second * SECOND + i,
              i,
              EventType.ORDER_PLACED,
              0,
              0,
              0,
              Observation.NO_ID,
              Observation.NO_ID,
              null,
              -1,
              -1));
    }
  }
}
