package io.orderstorm.simulator.intake;

/**
 * What became of one send. Sealed with three values and no fourth: every order offered is counted
 * under exactly one of them.
 */
public sealed interface SendOutcome {

  <R> R match(Cases<R> cases);

  /**
   * The broker has it.
   *
   * @param offset −1 if the producer did not ask (acks=0)
   * @param appendMillis the broker's append time, milliseconds since the epoch; −1 if not known
   */
  record Acknowledged(int partition, long offset, long appendMillis) implements SendOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.acknowledged(this);
    }
  }

  /** The broker does not have it and never will. */
  record Rejected(String errorClass, String message) implements SendOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rejected(this);
    }
  }

  /** The broker may have it. */
  record Indeterminate(String errorClass, String message) implements SendOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.indeterminate(this);
    }
  }

  /** What to do in each case. */
  interface Cases<R> {
    R acknowledged(Acknowledged outcome);

    R rejected(Rejected outcome);

    R indeterminate(Indeterminate outcome);
  }
}
