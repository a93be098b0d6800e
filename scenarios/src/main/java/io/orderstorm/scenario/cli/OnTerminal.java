package io.orderstorm.scenario.cli;

/** Whether a person looks on. The launcher looks; {@code System.console()} says something else. */
final class OnTerminal {

  private OnTerminal() {}

  static boolean is() {
    return Boolean.getBoolean("orderstorm.terminal");
  }
}
