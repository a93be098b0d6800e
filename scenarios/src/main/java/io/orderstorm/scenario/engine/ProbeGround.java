package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Fault;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.model.Rate;
import java.time.Duration;

/** An environment that is up, for one load after another. Used on the thread that was given it. */
public interface ProbeGround {

  /**
   * Offers a constant rate and waits until its load is over and the pipeline has nothing left to
   * do.
   *
   * @param name for the display
   * @param drainWithin the longest wait after the load
   * @throws HarnessException if a part of the harness fails meanwhile
   * @throws InterruptedProbeException if the session is interrupted
   */
  Offer offer(String name, Rate rate, Duration lasting, Duration drainWithin);

  /**
   * As {@link #offer}, with a fault at its own time of the load.
   *
   * @param fault is over before the load is
   */
  Offer offerUnder(Fault fault, String name, Rate rate, Duration lasting, Duration drainWithin);

  /**
   * Brings a fault about that stands until it is closed; returns when it does.
   *
   * @param fault its times are not looked at
   */
  Standing under(Fault fault);

  /** Has a stage so many consumers from now on, within what its scenario allows. */
  void scale(String stage, int consumers);

  /** Lets time pass. */
  void pause(Duration time);

  /** Where everything is. */
  Endpoints endpoints();

  /** Now, in run nanos. */
  long nanos();

  /**
   * A load that was offered, in run nanos.
   *
   * @param drainedNanos when nothing was left to do; 0 if that did not come in time
   */
  record Offer(long startNanos, long endNanos, long drainedNanos) {}

  /** A fault that stands. */
  interface Standing extends AutoCloseable {
    /** Reverts it and waits until that is done. */
    @Override
    void close();
  }

  /** The session was asked to end. */
  final class InterruptedProbeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedProbeException() {
      super("the session was interrupted");
    }
  }
}
