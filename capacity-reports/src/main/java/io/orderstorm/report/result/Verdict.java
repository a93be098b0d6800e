package io.orderstorm.report.result;

/** What a run came to, from the best to the worst; of several the worst wins. */
public enum Verdict {
  /** Every objective and every policy was met. */
  PASSED,
  /** An objective, a policy or correctness was missed. */
  BREACHED,
  /** The run can't be judged. */
  VOID,
  /** A safeguard or a person ended the run. */
  ABORTED;

  public Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
