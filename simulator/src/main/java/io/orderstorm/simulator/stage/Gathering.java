package io.orderstorm.simulator.stage;

import java.time.Duration;

/**
 * How long a stage's deliveries may wait for others to share a question to the store and a
 * transaction. Shared by its consumers, and changed while they run. Thread-safe.
 */
final class Gathering {
  private static final Duration SHORTEST_POLL = Duration.ofMillis(2);

  private volatile Duration wait;

  Gathering(Duration wait) {
    this.wait = wait;
  }

  void change(Duration other) {
    wait = other;
  }

  Duration waiting() {
    return wait;
  }

  /** How long a consumer may wait for new deliveries while it has some in hand. */
  Duration busyPoll() {
    Duration now = wait;
    return now.isZero() ? SHORTEST_POLL : now;
  }
}
