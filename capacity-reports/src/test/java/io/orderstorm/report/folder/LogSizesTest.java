package io.orderstorm.report.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSizesTest {

  @TempDir Path temp;

  private RunFolder session(String name, String... lines) throws IOException {
    RunFolder folder = RunFolder.create(temp.resolve(name));
    Files.writeString(
        folder.logSizes(),
        "timeNanos,topic,partition,broker,bytes,records\n" + String.join("\n", lines) + "\n");
    return folder;
  }

  @Test
  void copiesAreOneRecordAndPartitionsAreSummedOverAllSessions() throws IOException {
    RunFolder first =
        session(
            "first",
            "1,orders,0,1,1000,10",
            "1,orders,0,2,1200,10", // a copy that has other batches
            "1,orders,1,1,900,10",
            "1,dead,0,1,0,0");
    RunFolder second = session("second", "1,orders,0,1,4000,20");
    RunFolder older = RunFolder.create(temp.resolve("older"));

    LogSizes sizes = LogSizes.read(List.of(first, older, second));

    // (1100 + 900 + 4000) bytes of one copy for 40 records
    assertThat(sizes.bytesPerRecord("orders")).hasValue(150.0);
    assertThat(sizes.bytesPerRecord("dead")).isEmpty();
    assertThat(LogSizes.read(List.of(older)).topics()).isEmpty();
  }

  @Test
  void anAlteredFileIsRefused() throws IOException {
    RunFolder folder = session("altered", "1,orders,0,1,many,10");

    assertThatThrownBy(() -> LogSizes.read(List.of(folder)))
        .isInstanceOf(UnreadableRecordsException.class)
        .hasMessageContaining("log-sizes.csv");
  }

  @Test
  void theSumsOfASessionCoverThem() throws IOException {
    RunFolder folder = session("sealed", "1,orders,0,1,1000,10");
    folder.seal();
    assertThat(folder.verify().intact()).isTrue();

    Files.writeString(folder.logSizes(), "timeNanos,topic,partition,broker,bytes,records\n");

    assertThat(folder.verify().intact()).isFalse();
  }
}
