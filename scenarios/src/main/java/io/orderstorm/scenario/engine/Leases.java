package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.lease.LeaseBook;
import io.orderstorm.fault.lease.LeaseSweep;
import io.orderstorm.fault.lease.Reversals;
import io.orderstorm.simulator.process.OrderStormHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reversals that must not depend on this process: a watchdog sees to them if it dies. Embedded
 * links and services end with this process and need none; a frozen process does, and so do proxies
 * and toxics on a server of the user's.
 */
final class Leases implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(2);

  private final Optional<LeaseBook> book;

  private Leases(Optional<LeaseBook> book) {
    this.book = book;
  }

  /**
   * Starts a watchdog if any of these faults needs one, or the links are somewhere else.
   *
   * @throws HarnessException if it does not start
   */
  static Leases forRun(List<Fault> faults, LinkHost links) {
    try {
      return new Leases(
          links instanceof LinkHost.Borrowed
                  || faults.stream().anyMatch(Leases::outlivesThisProcess)
              ? Optional.of(LeaseBook.open(folder(), LEASE))
              : Optional.empty());
    } catch (IOException e) {
      throw new HarnessException("the watchdog for faults does not start: " + e.getMessage(), e);
    }
  }

  private static boolean outlivesThisProcess(Fault fault) {
    return fault instanceof ProcessFault process && process.action() == ProcessFault.Action.PAUSE;
  }

  /** Reverts what killed runs and their watchdogs left behind; tells in words what it did. */
  static List<String> sweep() {
    try {
      var swept = LeaseSweep.sweep(folder());
      var told = new ArrayList<String>();
      swept.reverted().forEach(one -> told.add("reverted what a killed run left behind: " + one));
      swept.failed().forEach(one -> told.add("can't revert what a killed run left: " + one));
      return told;
    } catch (IOException e) {
      throw new HarnessException("can't read the leases in " + folder(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Path folder() {
    return OrderStormHome.path().resolve("leases");
  }

  Reversals reversals() {
    return book.<Reversals>map(one -> one).orElseGet(Reversals::unrecorded);
  }

  @Override
  public void close() {
    try {
      if (book.isPresent()) {
        book.get().close();
      }
    } catch (IOException e) {
      throw new HarnessException("the watchdog for faults does not end: " + e.getMessage(), e);
    }
  }
}
