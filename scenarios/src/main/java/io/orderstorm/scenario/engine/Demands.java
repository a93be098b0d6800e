package io.orderstorm.scenario.engine;

/**
 * What is demanded of a run while it is played, and the first thing that failed in it. Any thread
 * may ask; the run's own looks.
 */
final class Demands implements Site.Requests {

  private volatile String failure = "";
  private volatile boolean interrupted;
  private volatile String takeBack = "";
  private volatile String endLoad = "";

  /** Ends the run. */
  void interrupt() {
    interrupted = true;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  /** Ends the run because of a failure; false if something else failed first. */
  synchronized boolean fail(String reason) {
    boolean first = failure.isEmpty();
    failure = first ? reason : failure;
    return first;
  }

  /** What failed first; empty if nothing did. */
  String failure() {
    return failure;
  }

  /** Whether the run is to end, for whatever reason. */
  boolean endTheRun() {
    return interrupted || !failure.isEmpty();
  }

  @Override
  public void takeBack(String reason) {
    takeBack = reason;
  }

  /** Why the candidate is wanted back; empty if nobody wants it. */
  String whyTakeBack() {
    return takeBack;
  }

  @Override
  public void endLoad(String reason) {
    endLoad = reason;
  }

  /** Why no more load is needed; empty while it is. */
  String whyEndLoad() {
    return endLoad;
  }
}
