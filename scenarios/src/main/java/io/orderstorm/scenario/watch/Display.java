package io.orderstorm.scenario.watch;

/** Shows a run while it goes on. Called from one thread. */
public interface Display extends AutoCloseable {

  /** A step of the run that is worth a line of its own. */
  void say(String line);

  /** Where the run stands now; called about once a second. */
  void show(Progress progress);

  @Override
  void close();

  /**
   * The display that fits where the output goes: a calm block that redraws itself, or plain lines.
   */
  static Display on(java.io.PrintStream out, boolean terminal) {
    return terminal ? new TerminalDisplay(out) : new LineDisplay(out);
  }
}
