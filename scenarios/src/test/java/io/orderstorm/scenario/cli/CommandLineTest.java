package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void standInTheProject() {
    System.setProperty("orderstorm.root", "..");
  }

  @Test
  void listShowsEveryShippedScenarioWithItsQuestion() {
    assertThat(execute("list")).isZero();

    assertThat(out.toString())
        .contains("campaign-peak", "Does the pipeline hold the autumn campaign", "smoke");
  }

  @Test
  void anUnknownScenarioIsInvalidAndNamesTheOnesThereAre() {
    assertThat(execute("run", "campagne-peak")).isEqualTo(2);

    assertThat(err.toString()).contains("no scenario 'campagne-peak'").contains("campaign-peak");
  }

  @Test
  void aBadOverrideIsInvalidAndStartsNothing() {
    Path run = folder.resolve("run");

    assertThat(execute("run", "smoke", "--out", run.toString(), "--set", "load.0.hold.rate=0/s"))
        .isEqualTo(2);

    assertThat(err.toString()).startsWith("--set load.0.hold.rate=0/s: ");
    assertThat(run).doesNotExist();
  }

  @Test
  void aRunFolderWithContentIsRefusedAndKept() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept.txt"), "mine");

    assertThat(execute("run", "smoke", "--out", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains(folder.toString()).contains("content");
    assertThat(kept).hasContent("mine");
    assertThat(folder).isDirectoryContaining(path -> path.equals(kept));
  }

  @Test
  void anUnknownOptionIsInvalid() {
    assertThat(execute("run", "smoke", "--engine", "imagined")).isEqualTo(2);

    assertThat(err.toString()).contains("--engine").contains("live");
  }

  @Test
  void anOccupiedPortIsAFaultOfTheMachine() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(execute("toxiproxy", "--port", Integer.toString(taken.getLocalPort())))
          .isEqualTo(3);

      assertThat(err.toString()).contains("Address already in use").contains("--port");
    }
  }

  @Test
  void whatIsNoRunFolderIsInvalid() {
    assertThat(execute("report", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains(folder.toString());
  }

  private int execute(String... arguments) {
    CommandLine commandLine =
        OrderStorm.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
