package io.orderstorm.scenario.gameday;

import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Runbook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Does commands in a shell, and waits before each step for as long as a person would read it. */
public final class MachineHands implements Hands {

  private static final int SHOWN = 600;

  private final Duration pace;
  private final Map<String, String> surroundings;
  private final Path folder;

  /**
   * Hands in a place.
   *
   * @param pace what a person takes to read a step
   * @param surroundings environment variables of the commands
   * @param folder in which the commands are done
   */
  public MachineHands(Duration pace, Map<String, String> surroundings, Path folder) {
    this.pace = pace;
    this.surroundings = Map.copyOf(surroundings);
    this.folder = folder;
  }

  @Override
  public void read(Runbook.Step step) {
    try {
      TimeUnit.NANOSECONDS.sleep(pace.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Done doCommand(Block.Command command) {
    String expected =
        "exit status 0"
            + command.contains().map(text -> " and '" + text + "' in the output").orElse("")
            + " within "
            + command.within().toSeconds()
            + " s";
    try {
      Path output = Files.createTempFile("orderstorm-step", ".txt");
      try {
        return run(command, output, expected);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return new Done(false, expected, "it could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Done(false, expected, "interrupted");
    }
  }

  private Done run(Block.Command command, Path output, String expected)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", oneAfterAnother(command.text()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(surroundings);
    Process process = builder.start();
    boolean ended = process.waitFor(command.within().toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
    boolean held =
        ended && process.exitValue() == 0 && command.contains().map(text::contains).orElse(true);
    String status = ended ? "exit status " + process.exitValue() : "no end";
    return new Done(held, expected, status + ": " + end(text));
  }

  /** Ends with the first line that fails; {@code bash -e} goes on behind {@code false && true}. */
  private static String oneAfterAnother(String lines) {
    return lines.lines().map(line -> "{\n" + line + "\n}").collect(Collectors.joining(" && "));
  }

  private static String end(String text) {
    return text.length() <= SHOWN ? text : "… " + text.substring(text.length() - SHOWN);
  }
}
