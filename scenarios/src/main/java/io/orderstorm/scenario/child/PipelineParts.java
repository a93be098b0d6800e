package io.orderstorm.scenario.child;

import io.orderstorm.scenario.model.Canary;
import io.orderstorm.scenario.model.Downstream;
import io.orderstorm.scenario.model.Orders;
import io.orderstorm.scenario.model.Placement.Host;
import io.orderstorm.scenario.model.Producer;
import io.orderstorm.scenario.model.Scaling;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.ServiceTime;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.scenario.model.Topics;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.downstream.ServiceSettings;
import io.orderstorm.simulator.intake.IntakeSettings;
import io.orderstorm.simulator.intake.IntakeSettings.Acks;
import io.orderstorm.simulator.order.KeyBy;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.pipeline.PipelineSettings;
import io.orderstorm.simulator.stage.Candidate;
import io.orderstorm.simulator.stage.DeadLetterLimit;
import io.orderstorm.simulator.stage.OnOutage;
import io.orderstorm.simulator.stage.RetryPolicy;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.stage.StageTuning;
import io.orderstorm.simulator.topic.StageName;
import io.orderstorm.simulator.topic.TopicCatalogue;
import io.orderstorm.simulator.topic.Topics.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A scenario in the simulator's own words. */
public final class PipelineParts {

  /**
   * How unevenly customers come back; mild, so that only a scenario's own skew makes a hot
   * partition.
   */
  private static final double CUSTOMER_SKEW = 0.6;

  private static final int BATCH_BYTES = 64 * 1024;

  private PipelineParts() {}

  /** What the orders of a scenario depend on. */
  public static OrderProfile orderProfile(Scenario scenario) {
    Orders orders = scenario.orders();
    return new OrderProfile(
        scenario.seed(),
        orders.skus(),
        orders.zipfExponent(),
        orders.customers(),
        CUSTOMER_SKEW,
        new OrderProfile.Lines(orders.minLines(), orders.maxLines()),
        new OrderProfile.Shares(orders.followUps(), orders.outOfStock(), orders.declined()),
        key(scenario.pipeline().topics().key()));
  }

  /** How the order intake's producer is set. */
  public static IntakeSettings intake(Scenario scenario, ClusterAccess cluster) {
    Producer producer = scenario.pipeline().producer();
    return new IntakeSettings(
        cluster,
        "orders",
        acks(producer.acks()),
        producer.idempotence(),
        producer.linger(),
        producer.deliveryTimeout(),
        producer.compression(),
        BATCH_BYTES,
        producer.bufferBytes(),
        producer.maxBlock(),
        producer.mostUnanswered().orElse(IntakeSettings.UNBOUNDED));
  }

  private static Acks acks(String text) {
    return switch (text) {
      case "0" -> Acks.NONE;
      case "1" -> Acks.LEADER;
      default -> Acks.ALL;
    };
  }

  private static KeyBy key(Topics.Key key) {
    return switch (key) {
      case ORDER -> KeyBy.ORDER;
      case CUSTOMER -> KeyBy.CUSTOMER;
      case SKU -> KeyBy.SKU;
    };
  }

  /**
   * Creates every topic of the pipeline.
   *
   * @return the ids that the cluster gave them, by their names there
   */
  public static Map<String, Uuid> createTopics(Scenario scenario, ClusterAccess cluster) {
    try (Admin admin = Admin.create(cluster.client(Map.of()))) {
      return io.orderstorm.simulator.topic.Topics.create(
          admin, TopicCatalogue.shipped(), layout(scenario), cluster.names());
    }
  }

  private static Layout layout(Scenario scenario) {
    Topics topics = scenario.pipeline().topics();
    return new Layout(topics.partitions(), topics.replication(), topics.minInsync());
  }

  /** What each group reads, retry topics included, in the order of the stages. */
  public static Map<String, List<TopicPartition>> inputs(Scenario scenario) {
    Layout layout = layout(scenario);
    var inputs = new LinkedHashMap<String, List<TopicPartition>>();
    for (StageName stage : StageName.values()) {
      inputs.put(
          stage.group(),
          stage.reads().stream()
              .flatMap(topic -> Stream.of(topic, stage.retryTopic(topic)))
              .flatMap(
                  topic ->
                      IntStream.range(0, layout.partitions(topic))
                          .mapToObj(partition -> new TopicPartition(topic, partition)))
              .toList());
    }
    return inputs;
  }

  /** How a downstream service behaves when nothing is wrong with it. */
  static ServiceSettings service(Downstream downstream, long seed) {
    return new ServiceSettings(
        downstream.service(),
        downstream.serviceTime().match(TIMES),
        downstream.capacity(),
        downstream.errorRatio(),
        downstream.idempotencyHonoured(),
        seed ^ downstream.service().hashCode());
  }

  private static final ServiceTime.Cases<io.orderstorm.simulator.downstream.ServiceTime> TIMES =
      new ServiceTime.Cases<>() {
        @Override
        public io.orderstorm.simulator.downstream.ServiceTime constant(ServiceTime.Constant time) {
          return io.orderstorm.simulator.downstream.ServiceTime.constant(time.time());
        }

        @Override
        public io.orderstorm.simulator.downstream.ServiceTime lognormal(
            ServiceTime.Lognormal time) {
          return io.orderstorm.simulator.downstream.ServiceTime.lognormal(
              time.median(), time.p99());
        }

        @Override
        public io.orderstorm.simulator.downstream.ServiceTime exponential(
            ServiceTime.Exponential time) {
          return io.orderstorm.simulator.downstream.ServiceTime.exponential(time.mean());
        }
      };

  /** The stages of one process. */
  static PipelineSettings pipeline(Scenario scenario, Host host, Endpoints endpoints) {
    List<Stage> stages =
        scenario.pipeline().stages().stream()
            .filter(stage -> !host.membersOf(stage).isEmpty())
            .toList();
    int consumers =
        stages.stream()
            .mapToInt(
                stage ->
                    host.membersOf(stage).size() + mostConsumers(stage, host) - stage.consumers())
            .sum();
    return new PipelineSettings(
        orderProfile(scenario),
        // a connection for each consumer, those for retries included, and one to spare
        endpoints.store().settings(consumers + 1),
        stages.stream()
            .map(stage -> stage(stage, host, endpoints, candidate(scenario, stage)))
            .toList());
  }

  /** The simulator's name of a stage. */
  static StageName name(Stage stage) {
    return StageName.valueOf(stage.name().toUpperCase(Locale.ROOT));
  }

  /** The next version of a stage's handler; empty if it has none. */
  private static Optional<Candidate> candidate(Scenario scenario, Stage stage) {
    return scenario
        .canary()
        .filter(canary -> canary.stage().equals(stage.name()))
        .map(Canary::candidate)
        .map(of -> new Candidate(of.slowerBy(), of.rejects(), of.declines()));
  }

  private static StageSettings stage(
      Stage stage, Host host, Endpoints endpoints, Optional<Candidate> candidate) {
    Stage.Retry retry = stage.retry();
    return new StageSettings(
        name(stage),
        endpoints.cluster(stage.name()),
        stage.consumers(),
        host.membersOf(stage),
        mostConsumers(stage, host),
        endpoints.downstream(stage.downstream().service()),
        concurrency(stage, host),
        stage.downstream().timeout(),
        new RetryPolicy(retry.attempts(), retry.firstBackoff(), retry.lastBackoff()),
        OnOutage.valueOf(stage.onOutage().name()),
        tuning(stage),
        stage
            .deadLetterLimit()
            .map(limit -> new DeadLetterLimit(limit.share(), limit.over(), limit.pause())),
        candidate);
  }

  private static StageTuning tuning(Stage stage) {
    Stage.Batch batch = stage.batch();
    return StageTuning.USUAL
        .batching(batch.fetchMinBytes(), batch.fetchMaxWait(), batch.gather(), batch.linger())
        .withSession(stage.session())
        .withBuffer(stage.buffer());
  }

  /** Consumers that are added run where the stage's own for the retry topics does. */
  private static int mostConsumers(Stage stage, Host host) {
    return host.membersOf(stage).contains(stage.consumers())
        ? stage.scaling().map(Scaling::upTo).orElse(stage.consumers())
        : stage.consumers();
  }

  /** Processes of one stage share what its service can take, by their consumers. */
  private static int concurrency(Stage stage, Host host) {
    int all = stage.downstream().concurrency();
    long here = host.membersOf(stage).stream().filter(one -> one < stage.consumers()).count();
    return host.isWhole(stage)
        ? all
        : (int) Math.max(host.membersOf(stage).size(), all * here / stage.consumers());
  }
}
