package io.orderstorm.report.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.FileHeader;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.RecordKind;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

  private static final UUID EVENT = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final UUID CAUSE = UUID.fromString("ffeeddcc-bbaa-9988-7766-554433221100");
  private static final List<String> TOPICS = List.of("orders", "inventory");

  @TempDir Path folder;

  @Test
  void everyKindComesBackAsItWasWritten() {
    assertComesBack(Send.KIND, Send.KIND.header(), send(7));
    assertComesBack(
        Outcome.KIND,
        Outcome.header(List.of("TimeoutException")),
        new Outcome(
            1,
            EventType.ORDER_PLACED,
            2,
            Outcome.Result.INDETERMINATE,
            -1,
            -1,
            "TimeoutException"));
    assertComesBack(
        Injection.KIND,
        Injection.header(List.of("poison"), List.of("malformed"), TOPICS),
        new Injection(
            "poison",
            "malformed",
            "orders",
            3,
            1L << 40,
            5,
            true,
            Injection.Disposition.PROCESSED_SLOWLY));
    assertComesBack(
        Observation.KIND,
        Observation.header("inventory", TOPICS),
        new Observation(
            11,
            12,
            13,
            14,
            -1,
            EventType.STOCK_RESERVED,
            255,
            65535,
            -1,
            EVENT,
            CAUSE,
            "orders",
            2,
            3));
    assertComesBack(
        Observation.KIND,
        Observation.header("orders", TOPICS),
        new Observation(
            0,
            0,
            0,
            0,
            5,
            EventType.ORDER_PLACED,
            0,
            0,
            4,
            EVENT,
            Observation.NO_ID,
            null,
            -1,
            -1));
    assertComesBack(
        Effect.KIND,
        Effect.KIND.header(),
        new Effect(1, 2, 3, EffectType.NOTIFY, EVENT, CAUSE, false, 9));
    assertComesBack(
        StageRecord.KIND,
        StageRecord.header("payment", TOPICS),
        new StageRecord(1, StageRecord.Event.SUPERSEDED, 200, "inventory", 3, 4, 5, 40000, -1));
    assertComesBack(
        StoreEffect.KIND,
        StoreEffect.KIND.header(),
        new StoreEffect(1, EffectType.REFUND, CAUSE, EVENT, 5, 6));
    assertComesBack(
        StoreOrder.KIND,
        StoreOrder.KIND.header(),
        new StoreOrder(1, true, false, true, false, true, false));
  }

  @Test
  void anErrorClassThatTheTableLacksIsWrittenAsOther() {
    Path file = folder.resolve("x.bin");
    try (var writer = RecordWriter.create(file, Outcome.KIND, Outcome.header(List.of("A")))) {
      writer.append(
          new Outcome(1, EventType.ORDER_PLACED, 2, Outcome.Result.REJECTED, -1, -1, "B"));
    }

    assertThat(all(file, Outcome.KIND)).extracting(Outcome::error).containsExactly("other");
  }

  @Test
  void aUuidStandsInTheFileWithItsMostSignificantByteFirst() throws IOException {
    Path file = folder.resolve("x.bin");
    try (var writer = RecordWriter.create(file, StoreEffect.KIND)) {
      writer.append(new StoreEffect(1, EffectType.CHARGE, EVENT, CAUSE, 5, 0));
    }

    byte[] bytes = Files.readAllBytes(file);
    int record = bytes.length - StoreEffect.KIND.recordBytes();
    assertThat(bytes[record]).isEqualTo((byte) 1);
    assertThat(bytes[record + 9]).isEqualTo((byte) 0x00);
    assertThat(bytes[record + 10]).isEqualTo((byte) 0x11);
    assertThat(bytes[record + 24]).isEqualTo((byte) 0xff);
  }

  @Test
  void aTruncatedLastRecordIsLeftOutAndReported() throws IOException {
    Path file = sends(3);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));

    try (var reader = RecordReader.open(file, Send.KIND)) {
      assertThat(reader.count()).isEqualTo(2);
      assertThat(reader.truncatedBytes()).isEqualTo(Send.KIND.recordBytes() - 5);
    }
    assertThat(all(file, Send.KIND)).containsExactly(send(0), send(1));
  }

  @Test
  void aResumedFileLosesItsTruncatedRecordAndNothingElse() throws IOException {
    Path file = sends(3);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));

    try (var writer = RecordWriter.resume(file, Send.KIND, Send.KIND.header())) {
      writer.append(send(9));
    }

    assertThat(all(file, Send.KIND)).containsExactly(send(0), send(1), send(9));
  }

  @Test
  void recordsBeyondOneBufferComeBackInOrder() {
    int many = 100_000;
    Path file = sends(many);

    List<Send> read = all(file, Send.KIND);

    assertThat(read).hasSize(many);
    assertThat(read.get(many - 1)).isEqualTo(send(many - 1));
  }

  @Test
  void threadsThatShareAWriterLoseNoRecord() throws Exception {
    Path file = folder.resolve("shared.bin");
    var threads = Executors.newFixedThreadPool(4);
    try (var writer = RecordWriter.create(file, Send.KIND)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int first = t * 10_000;
        tasks.add(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                writer.append(send(first + i));
              }
              return 0;
            });
      }
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(all(file, Send.KIND)).doesNotHaveDuplicates().hasSize(40_000);
  }

  @Test
  void aFileOfAnotherKindIsRefusedByItsName() {
    Path file = sends(1);

    assertThatThrownBy(() -> RecordReader.open(file, StoreOrder.KIND))
        .isInstanceOf(UnreadableRecordsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("'store-order' expected, but the header says 'send'");
  }

  @Test
  void aFileThatIsNoRecordFileIsRefusedByItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("x.bin"), "hello\nworld\n");

    assertThatThrownBy(() -> RecordReader.open(file, Send.KIND))
        .isInstanceOf(UnreadableRecordsException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> RecordReader.open(folder.resolve("absent.bin"), Send.KIND))
        .isInstanceOf(UnreadableRecordsException.class)
        .hasMessageContaining("absent.bin");
  }

  @Test
  void aWriterRefusesToOverwriteAndToAppendAfterClose() {
    Path file = sends(1);
    assertThatThrownBy(() -> RecordWriter.create(file, Send.KIND)).hasMessageContaining("x.bin");

    var closed = RecordWriter.create(folder.resolve("y.bin"), Send.KIND);
    closed.close();
    assertThatThrownBy(() -> closed.append(send(1))).isInstanceOf(IllegalStateException.class);
  }

  private <T> void assertComesBack(RecordKind<T> kind, FileHeader header, T record) {
    Path file = folder.resolve(UUID.randomUUID() + ".bin");
    try (var writer = RecordWriter.create(file, kind, header)) {
      writer.append(record);
      writer.append(record);
    }
    try (var reader = RecordReader.open(file, kind)) {
      assertThat(reader.header()).isEqualTo(header);
    }
    assertThat(all(file, kind)).containsExactly(record, record);
  }

  private Path sends(int count) {
    Path file = folder.resolve("x.bin");
    try (var writer = RecordWriter.create(file, Send.KIND)) {
      for (int i = 0; i < count; i++) {
        writer.append(send(i));
      }
    }
    return file;
  }

  private static Send send(long order) {
    return new Send(order, EventType.ORDER_PLACED, -5, 6, 7, 8, 9, 1234, "EUR");
  }

  private static <T> List<T> all(Path file, RecordKind<T> kind) {
    List<T> records = new ArrayList<>();
    RecordReader.forEach(file, kind, records::add);
    return records;
  }
}
