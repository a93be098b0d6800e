package io.orderstorm.simulator.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A child's line to its parent: commands come in on standard input, messages go out on standard
 * output, and the end of the input means that the parent is gone.
 */
public final class ParentLine {

  /**
   * What a line of standard output starts with if it is meant for the parent and not for the log.
   */
  static final String MARK = "@orderstorm ";

  /** The exit status of a child whose parent went away. */
  static final int ORPHANED = 129;

  private final PrintStream out;

  private ParentLine(PrintStream out) {
    this.out = out;
  }

  /**
   * Ties this JVM to its parent: it halts without further ado when the parent is gone.
   *
   * @param commands receives each line that the parent sends, on the line's own thread
   */
  public static ParentLine open(Consumer<String> commands) {
    return open(commands, () -> {});
  }

  /**
   * The same for a process that has something outside of itself to end first.
   *
   * @param orphaned runs when the parent is gone, before this JVM halts; it must be quick
   */
  public static ParentLine open(Consumer<String> commands, Runnable orphaned) {
    var line = new ParentLine(System.out);
    var reader = new Thread(() -> follow(commands, orphaned), "parent-line");
    reader.setDaemon(true);
    reader.start();
    return line;
  }

  /** Sends one line to the parent; {@code message} must not contain a line break. */
  public void tell(String message) {
    synchronized (out) {
      out.println(MARK + message);
      out.flush();
    }
  }

  private static void follow(Consumer<String> commands, Runnable orphaned) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      endWith(orphaned);
    }
  }

  private static void endWith(Runnable orphaned) {
    try {
      orphaned.run();
    } finally {
      // halt, not exit: a shutdown hook of an orphan may wait for peers that died with the parent
      Runtime.getRuntime().halt(ORPHANED);
    }
  }
}
