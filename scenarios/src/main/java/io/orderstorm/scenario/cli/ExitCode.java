package io.orderstorm.scenario.cli;

/** What the process's exit status says. */
public enum ExitCode {
  PASSED(0),
  /** An objective, a policy or correctness. */
  BREACHED(1),
  /** Usage or invalid input; nothing was started. */
  INVALID(2),
  /** The run can't be judged, or a part of the harness or its machine failed. */
  VOID(3),
  /** A safeguard ended the run. */
  ABORTED(4),
  /** Ctrl-C; everything is reverted and ended. */
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
