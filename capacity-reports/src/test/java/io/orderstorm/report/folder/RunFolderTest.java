package io.orderstorm.report.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.report.record.StageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path temp;

  @Test
  void aFolderWithContentIsRefused() throws IOException {
    Files.writeString(temp.resolve("note.txt"), "mine");

    assertThatThrownBy(() -> RunFolder.create(temp))
        .isInstanceOf(FolderInUseException.class)
        .hasMessageContaining(temp.toString());
    assertThatThrownBy(() -> RunFolder.create(temp.resolve("note.txt")))
        .isInstanceOf(FolderInUseException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void anEmptyOrAbsentFolderIsTaken() {
    RunFolder.create(temp);
    RunFolder created = RunFolder.create(temp.resolve("a/b"));

    assertThat(RunFolder.open(created.root()).root()).isEqualTo(created.root());
  }

  @Test
  void aFolderWithoutJournalIsNoRun() {
    assertThatThrownBy(() -> RunFolder.open(temp)).isInstanceOf(UnreadableRecordsException.class);
  }

  @Test
  void anUntouchedFolderVerifies() {
    RunFolder folder = recorded();

    assertThat(folder.verify().intact()).isTrue();
  }

  @Test
  void oneAlteredByteAMissingFileAndAnAddedOneAreFound() throws IOException {
    RunFolder folder = recorded();
    Files.writeString(folder.events(), " ", StandardOpenOption.APPEND);
    Files.delete(folder.stage("payment"));
    Files.writeString(folder.samples(), "late");

    SumCheck check = folder.verify();

    assertThat(check.intact()).isFalse();
    assertThat(check.altered()).containsExactly("events.jsonl");
    assertThat(check.missing()).containsExactly("stages/payment.bin");
    assertThat(check.added()).containsExactly("samples.csv");
  }

  @Test
  void derivedFilesAreNotSummed() throws IOException {
    RunFolder folder = recorded();
    Files.writeString(folder.resultJson(), "{}");

    assertThat(folder.verify().intact()).isTrue();
  }

  @Test
  void aFolderWithoutSumsIsNotSealed() {
    assertThat(RunFolder.create(temp).verify().sealed()).isFalse();
  }

  @Test
  void theFilesOfAStageAreItsOwnAndThoseOfItsFurtherProcesses() {
    RunFolder folder = recorded();
    write(folder.stage("payment", "2"));
    write(folder.stage("payments"));

    assertThat(folder.stageFiles("payment"))
        .containsExactlyInAnyOrder(folder.stage("payment"), folder.stage("payment", "2"));
  }

  @Test
  void eventsComeBackWithTheirDetailsAndACutLastLineIsLeftOut() throws IOException {
    RunFolder folder = RunFolder.create(temp);
    RunEvent event =
        RunEvent.of(5, RunEvent.HICCUP)
            .with("process", "observer")
            .with("p99Ms", 1.5)
            .with("quiet", true);
    try (EventLog log = EventLog.open(folder.events())) {
      log.append(event);
    }
    Files.writeString(folder.events(), "{\"timeNanos\":1,\"ty", StandardOpenOption.APPEND);

    List<RunEvent> events = EventLog.read(folder.events());

    assertThat(events).containsExactly(event);
    assertThat(events.get(0).number("p99Ms")).isEqualTo(1.5);
    assertThat(events.get(0).text("process")).isEqualTo("observer");
    assertThat(events.get(0).flag("quiet")).isTrue();
    assertThat(events.get(0).text("absent")).isEmpty();
  }

  @Test
  void aBrokenLineBeforeTheLastIsRefusedWithItsNumber() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("events.jsonl"), "{\"type\":\"x\"}\n{\"timeNanos\":1,\"type\":\"x\"}\n");

    assertThatThrownBy(() -> EventLog.read(file))
        .isInstanceOf(UnreadableRecordsException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void headersComeBack() {
    Path file = temp.resolve("orders.inventory.dlq.headers.jsonl");
    CarriedHeaders record = new CarriedHeaders(1, 2, Map.of("owner", "team \"x\"\n"));
    try (HeaderLog log = HeaderLog.open(file)) {
      log.append(record);
    }

    assertThat(HeaderLog.read(file)).containsExactly(record);
  }

  private RunFolder recorded() {
    RunFolder folder = RunFolder.create(temp);
    try (EventLog log = EventLog.open(folder.events())) {
      log.append(RunEvent.of(1, RunEvent.LOAD_STARTED));
    }
    write(folder.stage("payment"));
    folder.seal();
    return folder;
  }

  private static void write(Path file) {
    try (var writer =
        RecordWriter.create(
            file, StageRecord.KIND, StageRecord.header("payment", List.of("orders")))) {
      writer.append(new StageRecord(1, StageRecord.Event.ASSIGNED, 0, "orders", 1, 2, -1, 0, 0));
    }
  }
}
