package io.orderstorm.simulator.stage;

/** What a stage does while its service is out. */
public enum OnOutage {
  /** Stop fetching, keep what is there, ask now and then, go on when the service answers. */
  PAUSE,
  /** Carry on: every failure uses up an attempt. */
  RETRY,
  /** Give events up at once, without a call. */
  DEAD_LETTER
}
