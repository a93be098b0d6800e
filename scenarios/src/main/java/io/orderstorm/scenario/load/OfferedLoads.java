package io.orderstorm.scenario.load;

import io.orderstorm.scenario.model.Arrivals;
import io.orderstorm.scenario.model.Load;
import io.orderstorm.scenario.model.LoadStep;
import io.orderstorm.scenario.model.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Loads that are decided one after another: while none is known, the next moment is {@link
 * Departures#LATER}. Loads are added on any thread, moments are taken on one.
 */
public final class OfferedLoads implements Departures {

  private final Arrivals arrivals;
  private final long seed;
  private final Queue<Offered> waiting = new ConcurrentLinkedQueue<>();
  private Offered current = new Offered(0, () -> END);
  private int offered;
  private volatile boolean finished;

  private record Offered(long startNanos, Departures departures) {}

  /**
   * @param arrivals how orders are spread over a rate
   * @param seed of their moments
   */
  public OfferedLoads(Arrivals arrivals, long seed) {
    this.arrivals = arrivals;
    this.seed = seed;
  }

  /**
   * Adds a constant rate behind all that were added before.
   *
   * @param startNanos since the loads began
   */
  public void offer(long startNanos, Rate rate, Duration lasting) {
    Load load = new Load(List.of(new LoadStep.Hold(rate, lasting)), arrivals, Duration.ZERO);
    // a seed of its own for each, or all Poisson arrivals would begin alike
    offered++;
    waiting.add(new Offered(startNanos, Schedule.of(load).departures(seed + offered)));
  }

  /** No load follows those that were added. */
  public void finish() {
    finished = true;
  }

  @Override
  public long nextNanos() {
    boolean last = finished;
    long next = current.departures().nextNanos();
    while (next == END) {
      Offered following = waiting.poll();
      if (following == null) {
        current = new Offered(0, () -> END);
        return last ? END : LATER;
      }
      current = following;
      next = current.departures().nextNanos();
    }
    return current.startNanos() + next;
  }
}
