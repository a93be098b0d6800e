package io.orderstorm.scenario.drive;

/** The orders of a load, sent when they are due. {@link #tick} is called from one thread. */
public interface TickingOrders {

  /**
   * Called once, before the first tick: nothing is due yet and the caller may still be warming up.
   */
  void prepare(ResponseLog log);

  /**
   * Sends what is due.
   *
   * @return whether there is more to come: orders not yet due, or acknowledgements that are
   *     outstanding
   */
  boolean tick();

  /**
   * Where each order's answer is reported beside the journal. Called from the producer's thread.
   */
  @FunctionalInterface
  interface ResponseLog {

    /**
     * One order's answer.
     *
     * @param intendedMillis the intended send time, milliseconds since the epoch
     * @param completedMillis when the answer came
     * @param error empty if it was acknowledged
     */
    void log(long intendedMillis, long completedMillis, String error);
  }
}
