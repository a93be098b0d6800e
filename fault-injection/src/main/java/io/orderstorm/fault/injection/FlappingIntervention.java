package io.orderstorm.fault.injection;

import io.orderstorm.fault.Flap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fault that comes and goes. Between its injection and its reversal a thread of its own takes the
 * fault away and brings it back; phases are counted from the injection, so that they do not drift.
 */
final class FlappingIntervention implements Intervention {

  private static final Logger LOG = LoggerFactory.getLogger(FlappingIntervention.class);
  private static final Duration PATIENCE_WITH_A_PHASE = Duration.ofMillis(500);

  private final Intervention inner;
  private final Flap flap;
  private final int flaps;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile int begun;

  FlappingIntervention(String name, Intervention inner, Flap flap, Duration lasting) {
    this.inner = inner;
    this.flap = flap;
    this.flaps = flap.count(lasting);
    this.thread = new Thread(this::flap, "flap-" + name);
    thread.setDaemon(true);
  }

  @Override
  public String inject() throws Exception {
    var evidence = inner.inject();
    begun = 1;
    thread.start();
    return evidence + "; " + flap.describe();
  }

  private void flap() {
    var startNanos = System.nanoTime();
    for (int number = 1; number < flaps; number++) {
      var beginNanos = startNanos + flap.period().multipliedBy(number).toNanos();
      var endNanos = beginNanos - flap.period().toNanos() + flap.on().toNanos();
      if (isOverBy(endNanos) || isOver(inner::revert) || isOverBy(beginNanos)) {
        return;
      }
      if (isOver(inner::inject)) {
        phase(inner::revert); // the reversal may have come while this flap began
        return;
      }
      begun = number + 1;
    }
  }

  private boolean isOverBy(long nanos) {
    try {
      return over.await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private boolean isOver(Phase phase) {
    phase(phase);
    return over.getCount() == 0;
  }

  private void phase(Phase phase) {
    try {
      phase.enter();
    } catch (Exception e) {
      LOG.warn("A flap failed", e);
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Effect probe(Duration limit) throws Exception {
    return inner.probe(limit.compareTo(flap.on()) < 0 ? limit : flap.on());
  }

  @Override
  public String revert() throws Exception {
    over.countDown();
    if (thread.isAlive()) {
      thread.join(PATIENCE_WITH_A_PHASE.toMillis());
    }
    return inner.revert() + " after " + begun + " of " + flaps + " flaps";
  }

  @Override
  public Effect effect(Effect probed) throws Exception {
    var effect = inner.effect(probed);
    return failures.isEmpty()
        ? effect
        : Effect.missing(failures.size() + " phases failed: " + failures.get(0))
            .and(effect.evidence());
  }

  private interface Phase {
    Object enter() throws Exception;
  }
}
