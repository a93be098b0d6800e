package io.orderstorm.scenario.watch;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.client.PhysicalNames;
import io.orderstorm.simulator.time.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every topic of the run from its first record, without a consumer group, and writes down
 * what it saw and when. A thread of its own; what it receives is visible to any consumer at that
 * moment.
 */
public final class Observer implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * With the wait below: an observer that fetches record by record would load the brokers that it
   * watches.
   */
  private static final int FETCH_MIN_BYTES = 64 * 1024;

  /** What it sees is later by up to this long, and so are all latencies. */
  private static final int FETCH_MAX_WAIT_MILLIS = 10;

  private static final Duration FLUSH_EVERY = Duration.ofMillis(250);

  private static final Map<String, Object> CONFIGURATION =
      Map.ofEntries(
          Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "observer"),
          Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
          Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
          Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_MIN_BYTES),
          Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT_MILLIS),
          Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000),
          Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50),
          Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200),
          Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1_000),
          Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false));

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** By the topic's name on the cluster. */
  private final Map<String, TopicRecorder> recorders = new HashMap<>();

  private final Counters counters = new Counters();
  private final TriageWatch triage;
  private final RunClock clock;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread = new Thread(this::observe, "observer");
  private final List<String> topics;
  private final PhysicalNames names;
  private volatile boolean running = true;
  private volatile boolean partitionsChanged;

  private Observer(
      KafkaConsumer<byte[], byte[]> consumer,
      RunFolder folder,
      List<String> topics,
      ClusterAccess cluster,
      RunClock clock) {
    this.consumer = consumer;
    this.clock = clock;
    this.triage = TriageWatch.start(cluster, counters.letters());
    this.topics = List.copyOf(topics);
    this.names = cluster.names();
    topics.forEach(
        topic -> recorders.put(names.topic(topic), TopicRecorder.of(folder, topic, counters)));
  }

  /**
   * Starts observing.
   *
   * @param cluster over listeners that no fault touches
   * @param topics all of them, retry and dead-letter topics included, by their own names; they
   *     exist
   */
  public static Observer watch(
      ClusterAccess cluster, List<String> topics, RunFolder folder, RunClock clock) {
    var consumer =
        new KafkaConsumer<byte[], byte[]>(
            cluster.client(CONFIGURATION),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = partitions(consumer, topics, cluster.names());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var observer = new Observer(consumer, folder, topics, cluster, clock);
    observer.thread.start();
    return observer;
  }

  private static List<TopicPartition> partitions(
      Consumer<?, ?> consumer, List<String> topics, PhysicalNames names) {
    var partitions = new ArrayList<TopicPartition>();
    for (String own : topics) {
      String topic = names.topic(own);
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  /** A topic has more partitions: the observer reads those too, from their first record on. */
  public void lookForPartitions() {
    partitionsChanged = true;
  }

  /** Those that were not known are read from their beginning, the others from where they are. */
  private void adoptPartitions() {
    List<TopicPartition> all = partitions(consumer, topics, names);
    List<TopicPartition> added =
        all.stream().filter(partition -> !consumer.assignment().contains(partition)).toList();
    if (!added.isEmpty()) {
      partitionsChanged = false;
      consumer.assign(all);
      consumer.seekToBeginning(added);
    }
  }

  /** What was seen so far. */
  public Counters counters() {
    return counters;
  }

  /** Completes when the observer ends; exceptionally if it could not go on. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  private void observe() {
    try (consumer) {
      long flushed = clock.nanos();
      while (running) {
        record(consumer.poll(POLL));
        if (partitionsChanged) {
          adoptPartitions();
        }
        if (clock.nanos() - flushed > FLUSH_EVERY.toNanos()) {
          recorders.values().forEach(TopicRecorder::flush);
          flushed = clock.nanos();
        }
      }
      ended.complete(null);
    } catch (WakeupException closing) {
      ended.complete(null);
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
    } finally {
      recorders.values().forEach(TopicRecorder::close);
    }
  }

  private void record(ConsumerRecords<byte[], byte[]> records) {
    long received = clock.nanos();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicRecorder recorder = recorders.get(record.topic());
      if (recorder != null) {
        recorder.record(record, received);
      }
    }
    counters.records.addAndGet(records.count());
  }

  @Override
  public void close() {
    running = false;
    triage.close();
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
