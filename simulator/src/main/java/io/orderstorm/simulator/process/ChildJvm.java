package io.orderstorm.simulator.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM that this process started and that ends with it. Thread-safe. */
public final class ChildJvm implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(20);

  /** The system knows of an end a moment before Java does. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);

  /**
   * A terminal tells Ctrl-C and hang-up to all that it started. A child ends when its parent asks
   * it to: it is needed while the parent puts everything right.
   */
  private static final List<String> UNDISTURBED =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private final Launch launch;
  private final Process process;
  private final Writer commands;

  private ChildJvm(Launch launch, Process process, Consumer<String> messages) {
    this.launch = launch;
    this.process = process;
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    var reader = new Thread(() -> relay(messages), launch.name() + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a child.
   *
   * @param messages receives what the child {@linkplain ParentLine#tell tells}, on a thread of the
   *     child's own
   * @throws UncheckedIOException if the JVM can't be started or its log can't be written
   */
  public static ChildJvm start(Launch launch, Consumer<String> messages) {
    try {
      Files.createDirectories(launch.log().toAbsolutePath().getParent());
      Process process = new ProcessBuilder(command(launch)).redirectErrorStream(true).start();
      ProcessLedger.ofThisProcess().enter(process.toHandle(), launch.name());
      return new ChildJvm(launch, process, messages);
    } catch (IOException e) {
      throw new UncheckedIOException("can't start " + launch.name(), e);
    }
  }

  public String name() {
    return launch.name();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The file with everything that the child printed. */
  public Path log() {
    return launch.log();
  }

  /** The exit status, empty while the child is alive. */
  public OptionalInt exitStatus() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Completes with the exit status when the child has ended. */
  public CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Sends one line to the child.
   *
   * @throws UncheckedIOException if the child is gone
   */
  public void tell(String command) {
    try {
      synchronized (commands) {
        commands.write(command);
        commands.write('\n');
        commands.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(launch.name() + " does not listen any more", e);
    }
  }

  /**
   * Tells the child a line that leads to its end; one that has ended, or ends at this very moment,
   * needs not hear it.
   *
   * @throws UncheckedIOException if a child that goes on does not listen
   */
  public void tellToEnd(String command) {
    try {
      tell(command);
    } catch (UncheckedIOException e) {
      if (!awaitEnd(NOTICED_WITHIN)) {
        throw e;
      }
    }
  }

  /**
   * Asks the child to end (SIGTERM) and does not wait. Its line to its parent stays open: a child
   * that finds it closed takes itself for an orphan and halts, with nothing finished.
   */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Ends the child at once (SIGKILL) and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(GRACE);
  }

  /** Freezes the child (SIGSTOP): it holds its sockets and answers nothing. */
  public void pause() {
    Signal.STOP.send(pid());
  }

  /** Lets a frozen child go on (SIGCONT). */
  public void resume() {
    Signal.CONT.send(pid());
  }

  /**
   * Lets a child that may be frozen go on, so that it hears what it is told next; one that has
   * ended, or ends at this very moment, needs nothing.
   */
  public void wake() {
    if (!isAlive()) {
      return; // its number may be another process's by now
    }
    try {
      resume();
    } catch (IllegalStateException e) {
      if (!awaitEnd(NOTICED_WITHIN)) {
        throw e;
      }
    }
  }

  /**
   * Waits for the child's end.
   *
   * @return whether it ended in time
   */
  public boolean awaitEnd(Duration atMost) {
    try {
      return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the child: gracefully if it complies within 20 seconds, by force if not. */
  @Override
  public void close() {
    terminate();
    if (!awaitEnd(GRACE)) {
      kill();
    }
  }

  private void relay(Consumer<String> messages) {
    try (var in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var log =
            Files.newBufferedWriter(
                launch.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(ParentLine.MARK)) {
          messages.accept(line.substring(ParentLine.MARK.length()));
        } else {
          log.write(line);
          log.write('\n');
          if (!in.ready()) {
            log.flush();
          }
        }
      }
    } catch (IOException e) {
      // the pipe of a killed child breaks in mid-line; its end is seen through exit()
      messages.accept("output-lost " + e.getMessage());
    }
  }

  private static List<String> command(Launch launch) {
    var command = new ArrayList<String>(UNDISTURBED);
    command.addAll(launch.precedence().prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launch.compilation().jvmOptions());
    command.addAll(launch.jvmOptions());
    command.add("-cp");
    command.add(classPath());
    command.add(launch.mainClass());
    command.addAll(launch.arguments());
    return command;
  }

  /**
   * The parent's class path; build tools put long ones into a jar's manifest and keep the real one
   * in a property.
   */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }
}
