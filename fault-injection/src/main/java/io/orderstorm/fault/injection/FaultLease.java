package io.orderstorm.fault.injection;

import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fault's life, on a thread of its own: wait, inject, stand, revert, prove.
 *
 * <p>From the moment at which injecting begins, the fault is reverted whatever happens. If
 * injecting hangs when the injection is stopped, {@link #rescue} reverts from another thread.
 */
final class FaultLease {

  private static final Logger LOG = LoggerFactory.getLogger(FaultLease.class);
  private static final Duration PATIENCE_WITH_INJECTING = Duration.ofSeconds(1);
  private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);
  private static final Duration PAUSE_BETWEEN_ATTEMPTS = Duration.ofMillis(200);
  private static final int REVERT_ATTEMPTS = 10;

  private final Fault fault;
  private final Intervention intervention;
  private final Opening opening;
  private final LongSupplier runNanos;
  private final FaultListener listener;
  private final CountDownLatch stop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch injecting = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean rescued = new AtomicBoolean();
  private final AtomicBoolean concluded = new AtomicBoolean();
  private final Thread thread;
  private volatile FaultOutcome outcome;
  private volatile Effect probed = Effect.missing("");

  FaultLease(
      Fault fault,
      Intervention intervention,
      Opening opening,
      LongSupplier runNanos,
      FaultListener listener,
      CountDownLatch stop) {
    this.fault = fault;
    this.intervention = intervention;
    this.opening = opening;
    this.runNanos = runNanos;
    this.listener = listener;
    this.stop = stop;
    this.thread = daemon("fault-" + fault.name(), this::live);
    this.outcome =
        new FaultOutcome(
            fault,
            OptionalLong.empty(),
            OptionalLong.empty(),
            Effect.missing("never injected: the run ended first"));
  }

  Fault fault() {
    return fault;
  }

  FaultOutcome outcome() {
    return outcome;
  }

  boolean stands() {
    return outcome.stillStands();
  }

  /** Whether nothing more will happen to it. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  void start() {
    thread.start();
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void live() {
    try {
      var refusal = opening.await(stop);
      begun.set(true); // from here on, who stops the injection sees to the rescue
      if (refusal.isEmpty() && stop.getCount() > 0) {
        undergo();
      } else {
        refusal.ifPresent(this::neverInjected);
      }
    } catch (RuntimeException e) {
      LOG.error("Fault {} failed", fault.name(), e);
    } finally {
      over.countDown();
    }
  }

  private void neverInjected(String reason) {
    if (stop.getCount() == 0) {
      return; // the run ended first, as every outcome says from its beginning
    }
    var effect = Effect.missing("never injected: " + reason);
    outcome = new FaultOutcome(fault, OptionalLong.empty(), OptionalLong.empty(), effect);
    tell(() -> listener.effect(fault, runNanos.getAsLong(), effect));
  }

  private void undergo() {
    var endNanos = runNanos.getAsLong() + fault.until().minus(fault.at()).toNanos();
    var problem = inject();
    injecting.countDown();
    var probe = daemon("probe-" + fault.name(), this::probe);
    if (problem.isEmpty()) {
      probe.start();
      sleepUntil(endNanos);
      probe.interrupt();
    }
    var reverted = revert();
    prove(problem, reverted);
  }

  /** What went wrong; empty if the fault stands. */
  private String inject() {
    // Harm begins with the attempt: a graceful stop takes seconds, and its outage counts from here.
    var began = runNanos.getAsLong();
    try {
      var evidence = intervention.inject();
      outcome =
          new FaultOutcome(
              fault,
              OptionalLong.of(began),
              OptionalLong.empty(),
              Effect.missing("it still stands"));
      tell(() -> listener.injected(fault, began, evidence));
      return "";
    } catch (Exception e) {
      LOG.warn("Fault {} could not be injected", fault.name(), e);
      return "could not be injected: " + reason(e);
    }
  }

  private void probe() {
    var lasting = fault.lasting();
    try {
      probed = intervention.probe(lasting.compareTo(LONGEST_PROBE) < 0 ? lasting : LONGEST_PROBE);
    } catch (Exception e) {
      LOG.debug("The probe of fault {} failed", fault.name(), e);
    }
  }

  /** Tries until it works; a fault that can't be reverted is worse than a late one. */
  private boolean revert() {
    Thread.interrupted(); // an interrupted injection must not spoil the reversal
    for (int attempt = 1; attempt <= REVERT_ATTEMPTS; attempt++) {
      try {
        var evidence = intervention.revert();
        reverted(evidence);
        return true;
      } catch (Exception e) {
        LOG.warn("Fault {}: attempt {} to revert it failed", fault.name(), attempt, e);
        pauseBefore(attempt + 1, e);
      }
    }
    return false;
  }

  private void reverted(String evidence) {
    var now = runNanos.getAsLong();
    var before = outcome;
    if (before.injectedNanos().isPresent()) {
      outcome =
          new FaultOutcome(fault, before.injectedNanos(), OptionalLong.of(now), before.effect());
      tell(() -> listener.reverted(fault, now, evidence));
    }
  }

  private void pauseBefore(int nextAttempt, Exception cause) {
    if (nextAttempt > REVERT_ATTEMPTS) {
      tell(() -> listener.notReverted(fault, runNanos.getAsLong(), reason(cause)));
      return;
    }
    try {
      Thread.sleep(PAUSE_BETWEEN_ATTEMPTS.toMillis());
    } catch (InterruptedException e) {
      LOG.debug("Interrupted while reverting {}; it goes on", fault.name());
    }
  }

  private void prove(String problem, boolean reverted) {
    if (!concluded.compareAndSet(false, true)) {
      return;
    }
    Effect effect;
    try {
      effect = problem.isEmpty() ? intervention.effect(probed) : Effect.missing(problem);
    } catch (Exception e) {
      effect = Effect.missing("no evidence could be had: " + reason(e));
    }
    var proved = reverted ? effect : effect.and("it could not be reverted");
    var before = outcome;
    outcome = new FaultOutcome(fault, before.injectedNanos(), before.revertedNanos(), proved);
    tell(() -> listener.effect(fault, runNanos.getAsLong(), proved));
  }

  /** The fault stands no longer; one that does not stand yet is reverted as soon as it does. */
  void end() {
    ended.countDown();
  }

  /** For a stopped injection: reverts in the place of a thread that hangs while it injects. */
  void rescue() {
    if (begun.get() && injecting.getCount() > 0 && rescued.compareAndSet(false, true)) {
      daemon("rescue-" + fault.name(), this::revertInItsPlace).start();
    }
  }

  private void revertInItsPlace() {
    try {
      if (!injecting.await(PATIENCE_WITH_INJECTING.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.interrupt();
        var reverted = revert();
        prove("it hung while it was injected", reverted);
        over.countDown();
      }
    } catch (InterruptedException e) {
      LOG.warn("Fault {} hangs while it is injected, and its rescue was stopped", fault.name(), e);
    }
  }

  private void sleepUntil(long nanos) {
    Pause.until(nanos, runNanos, ended);
  }

  private void tell(Runnable report) {
    try {
      report.run();
    } catch (RuntimeException e) {
      LOG.error("The listener failed on fault {}", fault.name(), e);
    }
  }

  private static String reason(Exception e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static Thread daemon(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
