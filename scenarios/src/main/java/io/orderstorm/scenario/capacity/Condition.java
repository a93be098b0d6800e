package io.orderstorm.scenario.capacity;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What may be wrong with the pipeline while its capacity is measured. */
public sealed interface Condition
    permits Condition.Healthy,
        Condition.Degraded,
        Condition.BrokerDown,
        Condition.FewerConsumers,
        Condition.ReplayBeside,
        Outage {

  Condition HEALTHY = new Healthy();

  /** Its name in the plan and in the records. */
  String name();

  /** For a reader. */
  String description();

  /** The fault that stands meanwhile; empty if there is none. */
  Optional<Fault> fault();

  /** Nothing is wrong. */
  record Healthy() implements Condition {
    @Override
    public String name() {
      return "healthy";
    }

    @Override
    public String description() {
      return "nothing is wrong";
    }

    @Override
    public Optional<Fault> fault() {
      return Optional.empty();
    }
  }

  /**
   * A service takes longer.
   *
   * @param factor how many times as long
   */
  record Degraded(String service, double factor) implements Condition {
    @Override
    public String name() {
      return "degraded-downstream";
    }

    @Override
    public String description() {
      return service + " takes " + factor + " times as long";
    }

    @Override
    public Optional<Fault> fault() {
      return Optional.of(
          new DownstreamFault(
              name(), Duration.ZERO, STANDING, service, new DownstreamFault.Slow(factor)));
    }
  }

  /** A broker is down. */
  record BrokerDown(int broker) implements Condition {
    @Override
    public String name() {
      return "one-broker-down";
    }

    @Override
    public String description() {
      return "broker-" + broker + " is stopped, and its partitions are led by the others";
    }

    @Override
    public Optional<Fault> fault() {
      return Optional.of(
          new ProcessFault(
              name(),
              Duration.ZERO,
              STANDING,
              ProcessFault.Action.STOP,
              new Target.Broker(broker)));
    }
  }

  /**
   * A stage has fewer consumers.
   *
   * @param consumers that are left
   */
  record FewerConsumers(String stage, int consumers, int usual) implements Condition {
    @Override
    public String name() {
      return consumers == usual - 1 ? "n-minus-1-consumers" : stage + "-consumers-" + consumers;
    }

    @Override
    public String description() {
      return stage
          + " has "
          + consumers
          + " of its "
          + usual
          + " consumers, and their share of the calls";
    }

    @Override
    public Optional<Fault> fault() {
      return Optional.empty();
    }
  }

  /**
   * A governed replay runs beside the load.
   *
   * @param stage whose handlers get the copies
   * @param source the topic whose history is replayed
   * @param lane the stage's retry topic, through which copies go
   * @param ceiling copies a second, at most
   */
  record ReplayBeside(String stage, String source, String lane, double ceiling)
      implements Condition {
    @Override
    public String name() {
      return "replay-beside";
    }

    @Override
    public String description() {
      return String.format(
          Locale.ROOT,
          "a governed replay of %s into %s with a ceiling of %.1f copies/s",
          source,
          stage,
          ceiling);
    }

    @Override
    public Optional<Fault> fault() {
      return Optional.empty();
    }
  }

  /** A fault of a condition is reverted when the condition is over; it says to last so long. */
  Duration STANDING = Duration.ofDays(1);
}
