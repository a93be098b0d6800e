package io.orderstorm.scenario.capacity;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * A service answers nobody for a while in the middle of a probe.
 *
 * @param at from the start of the probe's load
 */
public record Outage(String service, Duration at, Duration lasting) implements Condition {

  /** A stage that holds its orders back while its service is away; payment, if it is one. */
  static Optional<Stage> stage(Scenario scenario) {
    var pausing =
        scenario.pipeline().stages().stream()
            .filter(stage -> stage.onOutage() == Stage.OnOutage.PAUSE)
            .toList();
    return pausing.stream()
        .filter(stage -> stage.name().equals("payment"))
        .findFirst()
        .or(() -> pausing.stream().findFirst());
  }

  @Override
  public String name() {
    return "outage";
  }

  @Override
  public String description() {
    return service + " answers nobody for " + lasting.toSeconds() + " s";
  }

  @Override
  public Optional<Fault> fault() {
    return Optional.of(
        new DownstreamFault(name(), at, lasting, service, new DownstreamFault.Unavailable()));
  }
}
