package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.record.StageRecord.Event;
import io.orderstorm.report.scan.StageScan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlingTimesTest {

  private static final long MS = 1_000_000;

  @TempDir Path temp;

  @Test
  void itIsFromTheDeliveryToTheSuccessOfWhatWasNotPutOff() {
    try (var writer = writer()) {
      write(writer, 100, Event.DELIVERED, 0, 7);
      write(writer, 101, Event.DELIVERED, 0, 8);
      write(writer, 102, Event.DELIVERED, 0, 9);
      write(writer, 109, Event.ATTEMPT_FAILED, 0, 7);
      write(writer, 110, Event.RETRY_SCHEDULED, 0, 8);
      write(writer, 130, Event.ATTEMPT_SUCCEEDED, 0, 7);
      write(writer, 150, Event.ATTEMPT_SUCCEEDED, 0, 8);
      write(writer, 151, Event.ATTEMPT_SUCCEEDED, 1, 9);
    }

    HandlingTimes times = read(0);

    assertThat(times.medianMs()).isCloseTo(30, within(0.05));
    assertThat(read(131 * MS).medianMs()).isNull();
  }

  @Test
  void whatAStageIgnoresIsForgottenOnceItIsCommitted() {
    int most = 0;
    try (var writer = writer()) {
      for (int offset = 0; offset < 20_000; offset++) {
        for (int partition = 0; partition < 3; partition++) {
          write(writer, offset, Event.DELIVERED, partition, offset);
          if (offset % 100 == 99) {
            write(writer, offset, Event.COMMITTED, partition, offset + 1L);
          }
        }
      }
      // given again from the middle on, as after a rebalance without commits
      for (int offset = 10_000; offset < 10_100; offset++) {
        write(writer, 30_000, Event.DELIVERED, 1, offset);
      }
      write(writer, 30_001, Event.COMMITTED, 1, 10_100);
    }
    HandlingTimes times = new HandlingTimes(0);
    try (StageScan scan = new StageScan(temp.resolve("stage.bin"))) {
      times.begin();
      while (scan.next()) {
        times.follow(scan);
        most = Math.max(most, times.open());
      }
    }

    assertThat(most).isBetween(200, 300);
    assertThat(times.open()).isZero();
    assertThat(times.medianMs()).isNull();
  }

  @Test
  void whatIsGivenAgainBelowACommitIsForgottenByTheNextOneToo() {
    try (var writer = writer()) {
      write(writer, 1, Event.ASSIGNED, 0, 0);
      for (int offset = 0; offset < 100; offset++) {
        write(writer, 2, Event.DELIVERED, 0, offset);
      }
      write(writer, 3, Event.COMMITTED, 0, 100);
      write(writer, 4, Event.REVOKED, 0, 0);
      write(writer, 5, Event.ASSIGNED, 0, 0);
      write(writer, 6, Event.DELIVERED, 0, 10);
      write(writer, 7, Event.COMMITTED, 0, 100);
      write(writer, 8, Event.ATTEMPT_SUCCEEDED, 0, 10);
    }

    HandlingTimes times = read(0);

    assertThat(times.open()).isZero();
    assertThat(times.medianMs()).isNull();
  }

  private HandlingTimes read(long warmFrom) {
    HandlingTimes times = new HandlingTimes(warmFrom);
    try (StageScan scan = new StageScan(temp.resolve("stage.bin"))) {
      times.begin();
      while (scan.next()) {
        times.follow(scan);
      }
    }
    return times;
  }

  private RecordWriter<StageRecord> writer() {
    return RecordWriter.create(
        temp.resolve("stage.bin"),
        StageRecord.KIND,
        StageRecord.header("inventory", List.of("orders")));
  }

  private static void write(
      RecordWriter<StageRecord> writer, long ms, Event event, int partition, long offset) {
    writer.append(new StageRecord(ms * MS, event, 0, "orders", partition, offset, offset, 1, 200));
  }
}
