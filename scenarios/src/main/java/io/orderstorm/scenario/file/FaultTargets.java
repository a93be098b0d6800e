package io.orderstorm.scenario.file;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What there is to break in a pipeline; everything else is refused with the list of what there is.
 */
final class FaultTargets {

  private static final Set<String> TOPICS =
      Set.of("orders", "inventory", "payments", "fulfilment", "notifications");

  private final PipelineSpec pipeline;
  private final Reach reach;

  FaultTargets(PipelineSpec pipeline, Reach reach) {
    this.pipeline = pipeline;
    this.reach = reach;
  }

  LinkSelector link(LinkSelector link) {
    LinkSelector existing = existing(link);
    reach.requireLink(existing);
    return existing;
  }

  List<LinkToxic> toxics(List<LinkToxic> toxics) {
    reach.requireToxics(toxics);
    return toxics;
  }

  private LinkSelector existing(LinkSelector link) {
    if (link.replicas().isPresent()) {
      return betweenBrokers(link);
    }
    Set<String> clients = new TreeSet<>(Set.of("producer"));
    pipeline.stages().forEach(stage -> clients.add(stage.name()));
    if (!clients.contains(link.client())) {
      throw new IllegalArgumentException(
          "no client '"
              + link.client()
              + "'; a link starts at one of "
              + String.join(", ", clients)
              + ", or brokers");
    }
    link.server().match(new Servers(link.client()));
    return link;
  }

  /** Replication: all that the others fetch from a broker takes one way. */
  private LinkSelector betweenBrokers(LinkSelector link) {
    if (!link.client().equals("brokers")) {
      throw new IllegalArgumentException(
          "a link between brokers is chosen by its destination, for all that fetch from it: write"
              + " brokers -> "
              + link.server().text()
              + " instead of "
              + link.text());
    }
    if (pipeline.brokers() < 2) {
      throw new IllegalArgumentException("no link between brokers: there is only broker-1");
    }
    link.server().match(new Servers(link.client()));
    return link;
  }

  /** The target of a process fault. */
  Target process(ProcessFault.Action action, Target target) {
    boolean all = target instanceof Target.AllBrokers;
    if (action == ProcessFault.Action.ROLLING_RESTART && !all) {
      throw new IllegalArgumentException(
          "a rolling restart is one of brokers, but is of " + target.text());
    }
    if (action == ProcessFault.Action.RESTART && all) {
      throw new IllegalArgumentException(
          "brokers are restarted one after another: write rolling-restart: brokers");
    }
    if (action == ProcessFault.Action.FILL_DISK && (all || target instanceof Target.Consumer)) {
      throw new IllegalArgumentException(
          "a disk that is filled is one broker's: broker-1, leader(topic/partition) or controller,"
              + " but not that of "
              + target.text());
    }
    if (action == ProcessFault.Action.LOSE_OFFSETS
        && !(target instanceof Target.Consumer consumer && consumer.member().isEmpty())) {
      throw new IllegalArgumentException(
          "offsets are a whole stage's: lose-offsets: consumer(payment), but not of "
              + target.text());
    }
    Target existing = target.match(new Processes());
    reach.requireProcess(existing);
    return existing;
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
              + ", brokers, controller, leader(topic/partition), consumer(stage) or"
              + " consumer(stage/number)");
    }

    @Override
    public Target allBrokers(Target.AllBrokers target) {
      return target;
    }

    @Override
    public Target controller(Target.Controller target) {
      return target;
    }

    @Override
    public Target consumer(Target.Consumer target) {
      Stage stage =
          pipeline.stages().stream()
              .filter(one -> one.name().equals(target.stage()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no stage '"
                              + target.stage()
                              + "'; there are "
                              + pipeline.stages().stream()
                                  .map(Stage::name)
                                  .collect(Collectors.joining(", "))));
      int most = Math.min(stage.consumers(), pipeline.topics().partitions());
      if (target.member().isPresent() && target.member().getAsInt() >= most) {
        throw new IllegalArgumentException(
            "no "
                + target.text()
                + " with partitions of its own; "
                + stage.name()
                + " has consumers 0 to "
                + (most - 1));
      }
      return target;
    }

    @Override
    public Target broker(Target.Broker target) {
      reach.requireBroker(target, pipeline.brokers());
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
    public Target consumer(Target.Consumer target) {
      throw new IllegalArgumentException(
          "no link ends at " + target.text() + "; " + client + " reaches " + reachable());
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
