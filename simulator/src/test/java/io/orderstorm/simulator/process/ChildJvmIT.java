package io.orderstorm.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  /** A child that needs a while to end well. */
  static final class Careful {
    private Careful() {}

    public static void main(String[] arguments) {
      ParentLine parent = ParentLine.open(command -> {});
      Thread finish = new Thread(() -> finish(Path.of(arguments[0])));
      Runtime.getRuntime().addShutdownHook(finish);
      parent.tell("ready");
      await().forever().until(() -> false);
    }

    private static void finish(Path file) {
      try {
        Thread.sleep(1_000);
        System.out.println("finished in peace");
        Files.writeString(file, "finished");
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aChildThatIsAskedToEndFinishesFirstAndSaysSo() {
    Path proof = folder.resolve("proof");
    Path log = folder.resolve("careful.log");
    Queue<String> told = new ConcurrentLinkedQueue<>();
    try (var child = ChildJvm.start(launch(proof, log), told::add)) {
      await().atMost(LONG).until(() -> told.contains("ready"));
      child.terminate();
      assertThat(child.awaitEnd(LONG)).isTrue();

      assertThat(proof).hasContent("finished");
      await().atMost(LONG).untilAsserted(() -> assertThat(log).content().contains("in peace"));
    }
  }

  /** Between a look at a child and a signal to it, it may end. */
  @Test
  void aChildThatEndsMeanwhileNeedsNoWakingAndNoWord() throws Exception {
    Path log = folder.resolve("careful.log");
    for (int i = 0; i < 10; i++) {
      Queue<String> told = new ConcurrentLinkedQueue<>();
      try (var child = ChildJvm.start(launch(folder.resolve("proof"), log), told::add)) {
        await().atMost(LONG).until(() -> told.contains("ready"));
        assertThat(
                new ProcessBuilder("kill", "-KILL", Long.toString(child.pid())).start().waitFor())
            .isZero();
        child.wake();
        assertThat(child.awaitEnd(LONG)).isTrue();
        child.wake();
        child.tellToEnd("stop");
      }
    }
  }

  @Test
  void whatATerminalTellsAllItStartedDoesNotEndAChild() throws Exception {
    Path proof = folder.resolve("proof");
    Queue<String> told = new ConcurrentLinkedQueue<>();
    try (var child = ChildJvm.start(launch(proof, folder.resolve("careful.log")), told::add)) {
      await().atMost(LONG).until(() -> told.contains("ready"));
      for (String signal : List.of("-INT", "-HUP")) {
        String pid = Long.toString(child.pid());
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
      }

      assertThat(child.awaitEnd(Duration.ofSeconds(3))).as("ended").isFalse();
      assertThat(proof).doesNotExist();
      child.terminate();
      assertThat(child.awaitEnd(LONG)).isTrue();
      assertThat(proof).hasContent("finished");
    }
  }

  private static Launch launch(Path proof, Path log) {
    return new Launch(
        "careful",
        Careful.class.getName(),
        List.of(proof.toString()),
        Precedence.INSTRUMENT,
        Compilation.QUICK,
        List.of(),
        log);
  }
}
