package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.scan.ObservationScan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalOrderTest {

  private static final int RECORDS = 20_000;

  @TempDir Path temp;

  /** In order, nearly so as several writers leave it, and not at all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 50, 5_000, RECORDS})
  void recordsComeInTheOrderInWhichTheyWereReceivedWhateverTheFileHas(int disorder) {
    Random random = new Random(disorder);
    TopicFile topic = new TopicFile("orders", 0, temp.resolve("orders.bin"));
    List<Long> offsets = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    try (var writer =
        RecordWriter.create(
            topic.path(), Observation.KIND, Observation.header("orders", List.of("orders")))) {
      for (int i = 0; i < RECORDS; i++) {
        long time = (i + random.nextInt(disorder)) / 3;
        writer.append(observation(i, time));
        topic.note(0, i, time);
        offsets.add((long) i);
        times.add(time);
      }
    }

    List<Long> found = new ArrayList<>();
    try (ObservationScan scan = topic.scan()) {
      ArrivalOrder arrivals = new ArrivalOrder(topic, scan, new Noting());
      while (arrivals.next()) {
        found.add(arrivals.offset());
        assertThat(arrivals.time()).isEqualTo(times.get((int) arrivals.offset()));
        assertThat(arrivals.note()).isEqualTo(-arrivals.offset());
      }
    }

    offsets.sort(Comparator.comparingLong(offset -> times.get(offset.intValue())));
    assertThat(found).isEqualTo(offsets);
  }

  private static final class Noting implements ArrivalOrder.Reader {
    @Override
    public int lane(ObservationScan scan) {
      return scan.partition();
    }

    @Override
    public long note(ObservationScan scan, int lane) {
      return -scan.offset();
    }
  }

  private static Observation observation(long offset, long time) {
    return new Observation(
        0,
        offset,
        0,
        time,
        offset,
        EventType.ORDER_PLACED,
        0,
        0,
        0,
        Observation.NO_ID,
        Observation.NO_ID,
        null,
        -1,
        -1);
  }
}
