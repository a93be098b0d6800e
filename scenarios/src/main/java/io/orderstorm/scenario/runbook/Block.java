package io.orderstorm.scenario.runbook;

import java.time.Duration;
import java.util.Optional;

/** A part of a step that a machine can do. */
public sealed interface Block {

  /** Where it stands in the file, from 1. */
  int line();

  /** What it says there. */
  String text();

  /** Whether the incident is mitigated when it is done. */
  boolean mitigates();

  <R> R match(Cases<R> cases);

  /**
   * Command lines that have to end with 0.
   *
   * @param contains what their output has to contain; empty for anything
   * @param within how long they may take together
   */
  record Command(
      int line, String text, Optional<String> contains, Duration within, boolean mitigates)
      implements Block {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.command(this);
    }
  }

  /** A condition that has to come to hold. */
  record WaitUntil(int line, String text, Condition condition, Duration within, boolean mitigates)
      implements Block {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.waitUntil(this);
    }
  }

  /** A condition that has to hold now. */
  record Check(int line, String text, Condition condition, boolean mitigates) implements Block {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.check(this);
    }
  }

  /** One case a kind. */
  interface Cases<R> {
    R command(Command block);

    R waitUntil(WaitUntil block);

    R check(Check block);
  }
}
