package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.watch.Display;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.time.RunClock;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** What an {@link Operator} has: ways in, a clock, and a place to write down what was done. */
public final class Site {

  /** What an operator may ask the run for. */
  interface Requests {

    /** Has the candidate taken back. */
    void takeBack(String reason);

    /** Lets no more orders leave. */
    void endLoad(String reason);
  }

  private final RunFolder folder;
  private final Endpoints endpoints;
  private final RunClock clock;
  private final RunLog log;
  private final Alerts alerts;
  private final Display display;
  private final LongSupplier records;
  private final Requests requests;

  Site(
      RunFolder folder,
      Endpoints endpoints,
      RunClock clock,
      RunLog log,
      Alerts alerts,
      Display display,
      LongSupplier records,
      Requests requests) {
    this.folder = folder;
    this.endpoints = endpoints;
    this.clock = clock;
    this.log = log;
    this.alerts = alerts;
    this.display = display;
    this.records = records;
    this.requests = requests;
  }

  /** The run's folder; an operator's own files are in {@code replays/}. */
  public RunFolder folder() {
    return folder;
  }

  /** The cluster, over the replays' own listener. */
  public ClusterAccess cluster() {
    return endpoints.cluster("replay");
  }

  /** The pipeline's store. */
  public Endpoints.Store store() {
    return endpoints.store();
  }

  /** The run's clock. */
  public RunClock clock() {
    return clock;
  }

  /** How many records were seen on all topics so far. */
  public long records() {
    return records.getAsLong();
  }

  /** Notes an event of this moment in the run's log. */
  public void note(String type, Map<String, Object> details) {
    log.note(type, details);
  }

  /** The alerts that are on. */
  public Set<String> alerts() {
    return alerts.firing();
  }

  /** Has the candidate taken back within a second, if it was not decided on yet. */
  public void takeCandidateBack(String reason) {
    requests.takeBack(reason);
  }

  /**
   * Ends the load half a second from now: what had to be seen under it is seen. What the scenario
   * plans for later does not happen, and what a shorter load can't show is not shown.
   *
   * @param reason for the report
   */
  public void endLoad(String reason) {
    requests.endLoad(reason);
  }

  /** Raises an alert of the operator's own. */
  public void alert(String name, String stage, String detail) {
    alerts.update(name, stage, true, detail);
  }

  /** A line for whoever watches the run. */
  public void say(String line) {
    display.say(line);
  }
}
