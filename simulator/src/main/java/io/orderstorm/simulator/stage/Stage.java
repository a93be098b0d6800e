package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.client.NamedConsumer;
import io.orderstorm.simulator.downstream.DownstreamClient;
import io.orderstorm.simulator.downstream.EventLoop;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.time.RunClock;
import io.orderstorm.simulator.topic.StageName;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running stage: its consumers, and the client and producer that they share. */
public final class Stage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final int FAILURES_TO_OPEN = 10;

  /** Consumers look round every few milliseconds: what they hand in ahead keeps a service busy. */
  private static final int CALLS_AHEAD = 2;

  private static final Duration PROBE_EVERY = Duration.ofMillis(200);
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration LAST_PRODUCE = Duration.ofSeconds(5);

  private final StageSettings settings;
  private final DownstreamClient downstream;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<StageConsumer> consumers;
  private final List<Thread> threads;

  private Stage(
      StageSettings settings,
      DownstreamClient downstream,
      KafkaProducer<byte[], byte[]> producer,
      List<StageConsumer> consumers) {
    this.settings = settings;
    this.downstream = downstream;
    this.producer = producer;
    this.consumers = consumers;
    this.threads =
        consumers.stream().map(consumer -> new Thread(consumer, consumer.who())).toList();
  }

  /**
   * Starts a stage's consumers. They join their group in the background; {@link
   * StageEvent#ASSIGNED} tells when.
   *
   * @param loop for the calls to the stage's service
   * @param fatal told when a consumer stops of itself
   */
  public static Stage start(
      EventLoop loop,
      StageSettings settings,
      OrderProfile profile,
      OrderStore store,
      StageRecorder recorder,
      RunClock clock,
      FatalListener fatal) {
    var downstream =
        new DownstreamClient(
            loop, settings.downstreamUrl(), settings.concurrency(), settings.callTimeout());
    downstream.warmUp(WARM_UP);
    var producer = new KafkaProducer<byte[], byte[]>(ClientSettings.producer(settings));
    var context =
        new StageContext(
            settings,
            StageLogic.of(settings.name(), profile),
            new Envelopes(settings.name(), TopicCatalogue.shipped()),
            store,
            downstream,
            new CircuitBreaker(FAILURES_TO_OPEN, PROBE_EVERY),
            new CallSlots(CALLS_AHEAD * settings.concurrency()),
            producer,
            recorder,
            clock);
    // One more for the retry topics: brokers look at every partition of a fetch, full or empty.
    List<StageConsumer> consumers =
        settings.members().stream().sorted().map(index -> consumer(context, index, fatal)).toList();
    var stage = new Stage(settings, downstream, producer, consumers);
    stage.threads.forEach(Thread::start);
    return stage;
  }

  private static StageConsumer consumer(StageContext context, int index, FatalListener fatal) {
    StageName name = context.name();
    String who = who(context.settings(), index);
    var notes = new Notes(context.recorder(), context.clock(), index, who);
    boolean retries = index == context.settings().consumers();
    var kafka =
        new KafkaConsumer<byte[], byte[]>(
            retries
                ? ClientSettings.retryConsumer(context.settings(), who)
                : ClientSettings.consumer(context.settings(), who));
    List<String> topics =
        retries ? name.reads().stream().map(name::retryTopic).toList() : name.reads();
    var named = new NamedConsumer(kafka, context.settings().cluster().names());
    return new StageConsumer(context, named, topics, notes, fatal);
  }

  private static String who(StageSettings settings, int index) {
    String group = settings.name().group();
    return index == settings.consumers() ? group + "-retry" : group + "-" + index;
  }

  /** Asks all consumers to finish what they have begun; {@link #close} waits for them. */
  public void stop() {
    consumers.forEach(StageConsumer::stop);
  }

  @Override
  public void close() {
    stop();
    Duration patience = settings.callTimeout().plusSeconds(10);
    for (Thread thread : threads) {
      try {
        thread.join(patience.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (thread.isAlive()) {
        LOG.warn("{} has not ended within {}", thread.getName(), patience);
      }
    }
    producer.close(LAST_PRODUCE);
    downstream.close();
  }
}
