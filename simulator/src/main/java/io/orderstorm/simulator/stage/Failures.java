package io.orderstorm.simulator.stage;

/** Applies a stage's retry policy. */
final class Failures {
  private final StageSettings settings;
  private final Notes notes;

  Failures(StageSettings settings, Notes notes) {
    this.settings = settings;
    this.notes = notes;
  }

  boolean areExhausted(Delivery delivery) {
    return delivery.attempts() >= settings.retry().attempts();
  }

  /** When the delivery may be tried again: after its backoff, and when the service wants it. */
  long nextAttempt(Delivery delivery, long nowNanos) {
    long backoff = settings.retry().backoff(delivery.attempts()).toNanos();
    long due = Math.max(nowNanos + backoff, delivery.leftAloneUntilNanos());
    notes.of(StageEvent.RETRY_SCHEDULED, delivery, (int) ((due - nowNanos) / 1_000_000));
    return due;
  }

  /**
   * When to ask a service again that had too many requests: when it says so, or a backoff later.
   */
  long afterThrottling(Delivery delivery, long nowNanos) {
    long backoff = settings.retry().backoff(1).toNanos();
    return Math.max(nowNanos + backoff, delivery.leftAloneUntilNanos());
  }
}
