package io.orderstorm.simulator.stage;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls a stage may have handed in, shared by its consumers. Thread-safe. */
final class CallSlots {
  private final AtomicInteger free;

  CallSlots(int slots) {
    this.free = new AtomicInteger(slots);
  }

  /** Takes as many as there are, up to {@code most}. */
  int take(int most) {
    while (true) {
      int there = free.get();
      int taken = Math.min(there, most);
      if (taken <= 0) {
        return 0;
      }
      if (free.compareAndSet(there, there - taken)) {
        return taken;
      }
    }
  }

  /** There are more slots from now on, or fewer: those in use are given back first then. */
  void change(int more) {
    free.addAndGet(more);
  }

  void giveBack(int slots) {
    free.addAndGet(slots);
  }
}
