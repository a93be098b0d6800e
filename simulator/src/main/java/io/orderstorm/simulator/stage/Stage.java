package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.downstream.DownstreamClient;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.time.RunClock;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running stage: its consumers, and the client and producer that they share. */
public final class Stage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final int FAILURES_TO_OPEN = 10;
  private static final Duration PROBE_EVERY = Duration.ofMillis(200);
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
        IntStream.range(0, consumers.size())
            .mapToObj(
                index -> new Thread(consumers.get(index), settings.name().group() + "-" + index))
            .toList();
  }

  /**
   * Starts a stage's consumers. They join their group in the background; {@link
   * StageEvent#ASSIGNED} tells when.
   *
   * @param fatal told when a consumer stops of itself
   */
  public static Stage start(
      StageSettings settings,
      OrderProfile profile,
      OrderStore store,
      StageRecorder recorder,
      RunClock clock,
      FatalListener fatal) {
    var downstream =
        new DownstreamClient(
            settings.downstreamUrl(), settings.concurrency(), settings.callTimeout());
    var producer = new KafkaProducer<byte[], byte[]>(ClientSettings.producer(settings));
    var context =
        new StageContext(
            settings,
            StageLogic.of(settings.name(), profile),
            new Envelopes(settings.name(), TopicCatalogue.shipped()),
            store,
            downstream,
            new CircuitBreaker(FAILURES_TO_OPEN, PROBE_EVERY),
            producer,
            recorder,
            clock);
    List<StageConsumer> consumers =
        IntStream.range(0, settings.consumers())
            .mapToObj(index -> consumer(context, index, fatal))
            .toList();
    var stage = new Stage(settings, downstream, producer, consumers);
    stage.threads.forEach(Thread::start);
    return stage;
  }

  private static StageConsumer consumer(StageContext context, int index, FatalListener fatal) {
    String who = context.name().group() + "-" + index;
    var notes = new Notes(context.recorder(), context.clock(), index, who);
    var kafka =
        new KafkaConsumer<byte[], byte[]>(ClientSettings.consumer(context.settings(), index));
    return new StageConsumer(context, kafka, notes, fatal);
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
