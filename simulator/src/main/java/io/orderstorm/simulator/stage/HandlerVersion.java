package io.orderstorm.simulator.stage;

/** Which version of a stage's handler takes an event, with the code that raw records carry. */
public enum HandlerVersion {
  STABLE(1),
  CANDIDATE(2);

  private final int code;

  HandlerVersion(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
