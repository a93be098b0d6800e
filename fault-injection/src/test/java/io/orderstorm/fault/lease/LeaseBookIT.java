package io.orderstorm.fault.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A book with a real watchdog, in this process. */
@EnabledOnOs(OS.LINUX)
class LeaseBookIT {

  private static final Duration LEASE = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private Process victim;

  @BeforeEach
  void startVictim() throws IOException {
    victim = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void endVictim() {
    victim.destroyForcibly();
  }

  private Reversal continuation(ProcessMark process) {
    return new Reversal.ContinueProcess(process);
  }

  private void freeze() throws Exception {
    new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + victim.pid()).start().waitFor();
    await().until(() -> state() == 'T');
  }

  private char state() throws IOException {
    var stat = Files.readString(Path.of("/proc/" + victim.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private ProcessMark mark() {
    return ProcessMark.of(victim.toHandle()).orElseThrow();
  }

  @Test
  void closingEndsTheWatchdogWithWhatIsStillOpen() throws Exception {
    var book = LeaseBook.open(folder, LEASE);
    book.hold(continuation(mark()));
    freeze();

    book.close();

    assertThat(book.watchdog().isAlive()).isFalse();
    assertThat(state()).as("it goes on, asleep or at work").isIn('S', 'R');
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsStruckOutIsNotReverted() throws Exception {
    try (var book = LeaseBook.open(folder, LEASE)) {
      var held = book.hold(continuation(mark()));
      freeze();
      held.done();
      held.done();
    }

    assertThat(state()).isEqualTo('T');
  }

  @Test
  void aStrangerWithAnOldIdIsLeftAlone() throws Exception {
    var book = LeaseBook.open(folder, LEASE);
    book.hold(continuation(new ProcessMark(victim.pid(), "another boot/12345")));
    freeze();

    book.close();

    assertThat(state()).isEqualTo('T');
  }

  @Test
  void withoutAWatchdogNothingMoreIsPutOnRecord() throws Exception {
    try (var book = LeaseBook.open(folder, LEASE)) {
      book.watchdog().destroyForcibly();
      await().until(() -> !book.watchdog().isAlive());

      assertThatThrownBy(() -> book.hold(continuation(mark())))
          .isInstanceOf(IOException.class)
          .hasMessage("the watchdog of this process is gone");
    }
  }

  @Test
  void afterTheEndOfTheLeaseNothingMoreIsPutOnRecord() throws Exception {
    try (var book = LeaseBook.open(folder, LEASE)) {
      try (var files = Files.list(folder)) {
        new LeaseFile(files.findFirst().orElseThrow()).end();
      }

      assertThatThrownBy(() -> book.hold(continuation(mark())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the lease has ended");
    }
  }

  @Test
  void aLineThatWasTornByACrashIsNoLine() throws Exception {
    var file = new LeaseFile(folder.resolve("1-x" + LeaseFile.ENDED));
    var text =
        LeaseFile.owner(mark())
            + "\n\n"
            + LeaseFile.hold(1, continuation(mark()))
            + LeaseFile.hold(2, continuation(mark()))
            + LeaseFile.done(1);
    var torn = LeaseFile.hold(3, continuation(mark()));
    Files.writeString(
        file.path(), text + torn.substring(0, torn.length() / 2), StandardOpenOption.CREATE);

    assertThat(file.read().owner()).contains(mark());
    assertThat(file.read().open().keySet()).containsExactly(2L);
  }

  @Test
  void aLineThatIsNotUnderstoodKeepsNoOtherFromBeingReverted() throws Exception {
    Files.writeString(
        folder.resolve("1-x" + LeaseFile.ENDED),
        "{\"hold\":1,\"reversal\":{\"undo\":\"magic\"}}\n"
            + LeaseFile.hold(2, continuation(mark())));
    freeze();

    var swept = LeaseSweep.sweep(folder);

    assertThat(state()).as("it goes on, asleep or at work").isIn('S', 'R');
    assertThat(swept.failed()).singleElement().asString().startsWith("not understood: ");
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void everyKindOfReversalSurvivesTheFile() throws Exception {
    var url = java.net.URI.create("http://127.0.0.1:8474");
    var all =
        List.of(
            new Reversal.RemoveToxics(url, "a->b", List.of("x_upstream", "x_downstream")),
            new Reversal.EnableProxy(url, "a->b"),
            new Reversal.DeleteProxy(url, "run a->b"),
            continuation(mark()));
    var text = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      text.append(LeaseFile.hold(i, all.get(i)));
    }
    var path = Files.writeString(folder.resolve("1-x" + LeaseFile.ENDED), text);

    assertThat(new LeaseFile(path).read().open().values()).containsExactlyElementsOf(all);
  }

  @Test
  void tooShortLeasesAreRefused() {
    assertThatThrownBy(() -> LeaseBook.open(folder, Duration.ofMillis(100)))
        .hasMessage("A lease lasts at least 500 ms, but is 100 ms");
  }
}
