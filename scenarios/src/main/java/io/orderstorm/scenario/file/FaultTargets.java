package io.orderstorm.scenario.file;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.Target;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What there is to break in a pipeline; everything else is refused with the list of what there is.
 */
final class FaultTargets {

  private static final Set<String> TOPICS =
      Set.of("orders", "inventory", "payments", "fulfilment", "notifications");

  private final PipelineSpec pipeline;

  FaultTargets(PipelineSpec pipeline) {
    this.pipeline = pipeline;
  }

  LinkSelector link(LinkSelector link) {
    Set<String> clients = new TreeSet<>(Set.of("producer"));
    pipeline.stages().forEach(stage -> clients.add(stage.name()));
    if (!clients.contains(link.client())) {
      throw new IllegalArgumentException(
          "no client '"
              + link.client()
              + "'; a link starts at one of "
              + String.join(", ", clients));
    }
    link.server().match(new Servers(link.client()));
    return link;
  }

  Target process(Target target) {
    return target.match(new Processes());
  }

  String service(String name) {
    List<String> services =
        pipeline.stages().stream().map(stage -> stage.downstream().service()).toList();
    if (!services.contains(name)) {
      throw new IllegalArgumentException(
          "no service '" + name + "'; there are " + String.join(", ", services));
    }
    return name;
  }

  /** How long the stage that calls a service waits for its answer. */
  Duration timeout(String service) {
    return pipeline.stages().stream()
        .map(Stage::downstream)
        .filter(downstream -> downstream.service().equals(service))
        .findFirst()
        .orElseThrow()
        .timeout();
  }

  private class Processes implements Target.Cases<Target> {

    @Override
    public Target named(Target.Named target) {
      throw new IllegalArgumentException(
          "no process '"
              + target.name()
              + "'; a process fault hits broker-1 to broker-"
              + pipeline.brokers()
              + " or leader(topic/partition)");
    }

    @Override
    public Target allBrokers(Target.AllBrokers target) {
      throw new IllegalArgumentException(
          "a process fault hits one broker: broker-1 or leader(topic/partition)");
    }

    @Override
    public Target broker(Target.Broker target) {
      if (target.id() < 1 || target.id() > pipeline.brokers()) {
        throw new IllegalArgumentException(
            "no broker-" + target.id() + "; there are broker-1 to broker-" + pipeline.brokers());
      }
      return target;
    }

    @Override
    public Target leader(Target.Leader target) {
      if (!TOPICS.contains(target.topic())
          || target.partition() >= pipeline.topics().partitions()) {
        throw new IllegalArgumentException(
            "no partition "
                + target.topic()
                + "/"
                + target.partition()
                + "; the topics "
                + String.join(", ", new TreeSet<>(TOPICS))
                + " have partitions 0 to "
                + (pipeline.topics().partitions() - 1));
      }
      return target;
    }
  }

  private final class Servers extends Processes {
    private final String client;

    private Servers(String client) {
      this.client = client;
    }

    @Override
    public Target named(Target.Named target) {
      return pipeline.stages().stream()
          .filter(
              stage ->
                  stage.name().equals(client) && stage.downstream().service().equals(target.name()))
          .findFirst()
          .map(stage -> (Target) target)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "no link "
                          + client
                          + " -> "
                          + target.name()
                          + "; "
                          + client
                          + " reaches "
                          + reachable()));
    }

    @Override
    public Target allBrokers(Target.AllBrokers target) {
      return target;
    }

    private String reachable() {
      return pipeline.stages().stream()
          .filter(stage -> stage.name().equals(client))
          .findFirst()
          .map(Stage::downstream)
          .map(
              downstream -> downstream.service() + ", brokers, broker-1 …, leader(topic/partition)")
          .orElse("brokers, broker-1 …, leader(topic/partition)");
    }
  }
}
