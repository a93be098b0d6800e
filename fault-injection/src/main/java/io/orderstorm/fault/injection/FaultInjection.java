package io.orderstorm.fault.injection;

import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults under way. Closing it reverts whatever stands. */
public final class FaultInjection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FaultInjection.class);

  /** A killed broker may take long to be back; after this the harness goes on without it. */
  private static final Duration LONGEST_REVERSAL = Duration.ofMinutes(2);

  private final FaultListener listener;
  private final LongSupplier runNanos;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<FaultLease> leases = new ArrayList<>();

  FaultInjection(FaultListener listener, LongSupplier runNanos) {
    this.listener = listener;
    this.runNanos = runNanos;
  }

  void add(Fault fault, Intervention intervention, Opening opening) {
    leases.add(new FaultLease(fault, intervention, opening, runNanos, listener, stop));
  }

  /** Another fault's life, for those that wait for it. */
  FaultLease lease(String fault) {
    return leases.stream()
        .filter(lease -> lease.fault().name().equals(fault))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no fault '" + fault + "'"));
  }

  void start() {
    leases.forEach(FaultLease::start);
  }

  /** The faults that stand now, for a display. */
  public List<Fault> standing() {
    return leases.stream().filter(FaultLease::stands).map(FaultLease::fault).toList();
  }

  /** How each fault went so far, in the order of the scenario. */
  public List<FaultOutcome> outcomes() {
    return leases.stream().map(FaultLease::outcome).toList();
  }

  /**
   * The faults that did not bite, those included that were never injected. A run with such a fault
   * proves nothing: it is VOID. Complete once all faults have ended.
   */
  public List<FaultOutcome> faultsWithoutEffect() {
    return outcomes().stream().filter(outcome -> !outcome.effect().effective()).toList();
  }

  /**
   * Waits until every fault has ended by itself.
   *
   * @return whether they have
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    var deadlineNanos = System.nanoTime() + limit.toNanos();
    for (var lease : leases) {
      if (!lease.awaitEnd(Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Begins at once to revert one fault that stands; does not wait for it.
   *
   * @return whether it stood
   */
  public boolean end(String fault) {
    var standing =
        leases.stream()
            .filter(lease -> lease.fault().name().equals(fault) && lease.stands())
            .toList();
    standing.forEach(FaultLease::end);
    return !standing.isEmpty();
  }

  /** Begins at once to revert all that stands and injects no more; does not wait for it. */
  public void abort() {
    stop.countDown();
    leases.forEach(FaultLease::end);
    leases.forEach(FaultLease::rescue);
  }

  /** Aborts what is not over, and waits until all is reverted. */
  @Override
  public void close() {
    abort();
    try {
      if (!awaitEnd(LONGEST_REVERSAL)) {
        LOG.error("Not all faults were reverted within {}", LONGEST_REVERSAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
