package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.Bottleneck.Resource;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.MachineLimit;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.scenario.model.Downstream;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What of a pipeline may be full: its services, its stages' calls, the machine. */
public final class Resources {

  private static final String CALLS = " calls";

  private Resources() {}

  /** The resources at the highest rate that was sustained; empty if none was. */
  public static Optional<Bottleneck> at(Searched searched, Scenario scenario, int cores) {
    return searched.probes().stream()
        .filter(probe -> probe.answer() == Judged.Answer.SUSTAINED)
        .map(Judged::figures)
        .max(Comparator.comparingDouble(ProbeFigures::offeredPerSecond))
        .map(
            probe ->
                new Bottleneck(
                    probe.offeredPerSecond(),
                    resources(probe, scenario, cores),
                    MachineLimit.of(searched.probes(), cores)));
  }

  private static List<Resource> resources(ProbeFigures probe, Scenario scenario, int cores) {
    var resources = new ArrayList<Resource>();
    for (ProbeFigures.ServiceFigures service : probe.services()) {
      Downstream downstream = scenario.pipeline().stage(service.stage()).downstream();
      if (downstream.capacity() <= downstream.concurrency()) {
        resources.add(
            new Resource(
                service.service(),
                "works on " + downstream.capacity() + " calls at a time",
                service.callsPerSecond(),
                service.busy(),
                downstream.capacity()));
      } else {
        resources.add(
            new Resource(
                service.stage() + CALLS,
                "makes " + downstream.concurrency() + " calls at a time",
                service.callsPerSecond(),
                service.busy(),
                downstream.concurrency()));
      }
    }
    if (probe.cores() != null) {
      resources.add(
          new Resource(
              Dimensions.CORES,
              cores + " cores of this machine",
              probe.completedPerSecond(),
              probe.cores(),
              cores));
    }
    return resources;
  }

  /** The stage that a resource belongs to; empty for the machine. */
  static Optional<String> stageOf(String resource, Scenario scenario) {
    return scenario.pipeline().stages().stream()
        .filter(
            stage ->
                stage.downstream().service().equals(resource)
                    || resource.equals(stage.name() + CALLS))
        .map(Stage::name)
        .findFirst();
  }

  /** The stage whose service has the most to do, whether or not it is full. */
  static String busiest(Searched searched) {
    return searched.probes().get(searched.probes().size() - 1).figures().services().stream()
        .max(Comparator.comparingDouble(ProbeFigures.ServiceFigures::busy))
        .map(ProbeFigures.ServiceFigures::stage)
        .orElse("payment");
  }
}
