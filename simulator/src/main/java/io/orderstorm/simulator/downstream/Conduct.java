package io.orderstorm.simulator.downstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the desk treats requests while a mode is in force. Lives on the desk's event loop. */
interface Conduct {

  /** Turns a request away at once; null lets it in. */
  default @Nullable Denial atTheDoor(long nowNanos) {
    return null;
  }

  /** Turns a request away after the usual time, with nothing done; null lets it be done. */
  default @Nullable Denial insteadOfWork(long orderNumber) {
    return null;
  }

  /** How many times as long as usual the work takes. */
  default double slowness() {
    return 1;
  }

  /** How long the answer lies there after the work is done. */
  default Duration answersLater() {
    return Duration.ZERO;
  }
}
