package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.ReplayFailedException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at the live path once a second, on a thread of its own: a slow answer delays no copy. */
final class LiveGuard implements AutoCloseable {

  private static final long EVERY_MILLIS = 1_000;

  private final Guard guard;
  private final Supplier<LivePath> view;
  private final Listener listener;
  private final Thread thread;
  private volatile Throttle throttle = Throttle.OPEN;

  /** Hears of every change. */
  interface Listener {
    /**
     * The throttle changed.
     *
     * @param why what was seen
     */
    void changed(Throttle now, String why);
  }

  /**
   * Begins to look.
   *
   * @param view looks at the live path; may throw {@link ReplayFailedException}
   */
  LiveGuard(Guard guard, Supplier<LivePath> view, Listener listener) {
    this.guard = guard;
    this.view = view;
    this.listener = listener;
    look();
    this.thread = new Thread(this::run, "replay-guard");
    thread.setDaemon(true);
    thread.start();
  }

  Throttle throttle() {
    return throttle;
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        look();
      }
    } catch (InterruptedException closed) {
      // the replay has ended
    }
  }

  private void look() {
    Throttle next;
    String why;
    try {
      LivePath seen = view.get();
      next = throttle.after(seen, guard);
      why = seen.text(guard);
    } catch (ReplayFailedException e) {
      next = throttle.blind();
      why = "the live path can't be seen: " + e.getMessage();
    }
    if (!next.equals(throttle)) {
      throttle = next;
      listener.changed(next, why);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
