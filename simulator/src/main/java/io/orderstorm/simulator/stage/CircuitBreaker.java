package io.orderstorm.simulator.stage;

import java.time.Duration;

/**
 * Whether a stage's service seems to be out. Opens when a number of calls in a row have failed, and
 * closes with the first answer to a call that was made after it opened. Shared by the consumers of
 * a stage; thread-safe.
 */
final class CircuitBreaker {
  private final int failuresToOpen;
  private final long probeEveryNanos;
  private volatile boolean open;
  private volatile long lastAnswerNanos = Long.MIN_VALUE;
  private int failuresInARow;
  private long openedNanos;
  private long nextProbeNanos;
  private boolean probing;

  CircuitBreaker(int failuresToOpen, Duration probeEvery) {
    this.failuresToOpen = failuresToOpen;
    this.probeEveryNanos = probeEvery.toNanos();
  }

  boolean isOpen() {
    return open;
  }

  /** When the service last answered, so to say at least that it is there. */
  long lastAnswerNanos() {
    return lastAnswerNanos;
  }

  /**
   * The service answered a call.
   *
   * @return whether that closed the circuit
   */
  synchronized boolean answered(long startedNanos, long nowNanos) {
    failuresInARow = 0;
    lastAnswerNanos = nowNanos;
    if (!open || startedNanos < openedNanos) {
      return false;
    }
    open = false;
    probing = false;
    return true;
  }

  /**
   * A call failed.
   *
   * @return whether that opened the circuit
   */
  synchronized boolean failed(long nowNanos) {
    failuresInARow++;
    if (open || failuresInARow < failuresToOpen) {
      return false;
    }
    open = true;
    openedNanos = nowNanos;
    nextProbeNanos = nowNanos + probeEveryNanos;
    return true;
  }

  /** Leave to make one call although the circuit is open; to be given back with a probe's end. */
  synchronized boolean mayProbe(long nowNanos) {
    if (!open || probing || nowNanos < nextProbeNanos) {
      return false;
    }
    probing = true;
    return true;
  }

  /** A probe failed, or came to nothing. */
  synchronized void probeEnded(long nowNanos) {
    probing = false;
    nextProbeNanos = nowNanos + probeEveryNanos;
  }
}
