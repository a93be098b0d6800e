package io.orderstorm.fault.lease;

import java.io.IOException;

/** Where reversals are put on record before their faults are injected. */
public interface Reversals {

  /**
   * Puts a reversal on record. When this returns, it will happen even if this process dies.
   *
   * @throws IOException if nobody would see to it; the fault must not be injected then
   */
  Held hold(Reversal reversal) throws IOException;

  /** Keeps no record: what is injected dies with this process, or somebody else sees to it. */
  static Reversals unrecorded() {
    return reversal -> () -> {};
  }

  /** A reversal on record. */
  interface Held {

    /** Strikes it out: the fault was reverted. Harmless if it is struck out already. */
    void done() throws IOException;
  }
}
