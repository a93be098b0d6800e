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

  /** When the delivery may be tried again. */
  long nextAttempt(Delivery delivery, long nowNanos) {
    var wait = settings.retry().backoff(delivery.attempts());
    notes.of(StageEvent.RETRY_SCHEDULED, delivery, (int) wait.toMillis());
    return nowNanos + wait.toNanos();
  }
}
