package io.orderstorm.simulator.stage;

/** What a stage does while its service is out. */
public enum OnOutage {
  /**
   * Stop fetching, keep what is there, ask now and then, go on when the service answers. A service
   * that has too many requests (429) is asked again as often as it takes: no attempt is used up.
   */
  PAUSE,
  /** Carry on: every failure uses up an attempt. */
  RETRY,
  /** Give events up at once, without a call. */
  DEAD_LETTER
}
