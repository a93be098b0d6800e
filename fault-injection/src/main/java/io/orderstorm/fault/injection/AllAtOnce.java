package io.orderstorm.fault.injection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reverses everything that a fault touched at the same time, so that one victim that takes long, or
 * hangs, delays no other; a broker may even need the others to come back before it is back itself.
 */
final class AllAtOnce {

  private AllAtOnce() {}

  /** How one victim is put right. */
  interface Reversal {
    void of(String victim) throws Exception;
  }

  /** Waits until all had their chance; then the first refusal counts. */
  static void reverse(Collection<String> victims, Reversal reversal) throws Exception {
    var refusals = new ConcurrentLinkedQueue<Exception>();
    var threads = new ArrayList<Thread>();
    for (var victim : victims) {
      var thread =
          new Thread(
              () -> {
                try {
                  reversal.of(victim);
                } catch (Exception e) {
                  refusals.add(e);
                }
              },
              "revert-" + victim);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (var thread : threads) {
      thread.join();
    }
    var refusal = refusals.peek();
    if (refusal != null) {
      throw refusal;
    }
  }
}
