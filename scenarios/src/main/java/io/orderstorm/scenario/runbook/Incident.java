package io.orderstorm.scenario.runbook;

import java.time.Duration;

/** What a rehearsal provokes; the runbook's times count from its beginning. */
public sealed interface Incident {

  /** What it is, in words. */
  String text();

  <R> R match(Cases<R> cases);

  /**
   * A fault of the scenario; begins when it is injected.
   *
   * @param name of the fault
   */
  record OfFault(String name) implements Incident {
    @Override
    public String text() {
      return "fault " + name;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.fault(this);
    }
  }

  /**
   * The scenario's candidate; begins when it is given its first keys.
   *
   * @param stage whose handler it is
   */
  record OfRelease(String stage) implements Incident {
    @Override
    public String text() {
      return "release of " + stage;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.release(this);
    }
  }

  /**
   * Somebody replays all that a stage has handled, under a policy that lets them; begins with the
   * replay's first record.
   *
   * @param stage that is given everything again
   * @param after how long after the load's beginning
   * @param recordsPerSecond the ceiling that they ask for
   */
  record OfReplay(String stage, Duration after, double recordsPerSecond) implements Incident {
    @Override
    public String text() {
      return "replay into " + stage;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.replay(this);
    }
  }

  /** One way for each kind. */
  interface Cases<R> {
    R fault(OfFault incident);

    R release(OfRelease incident);

    R replay(OfReplay incident);
  }
}
