package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.Slice;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One pair of a reader and a transactional writer, from the checkpoint on. If anything fails, the
 * session is closed, and another one goes on where the last commit was. For one thread.
 */
final class Session implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ConsumerGroupMetadata group;
  private final Map<TopicPartition, Slice> slices = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> copiedIn = new HashMap<>();
  private final Set<TopicPartition> changed = new HashSet<>();
  private boolean inTransaction;
  private boolean checkpointFound;
  private volatile @Nullable Exception sendFailure;

  /** Opens a session, which fences any other of the same plan. */
  Session(ClusterAccess access, SealedPlan sealed) {
    ReplayPlan plan = sealed.plan();
    for (Slice slice : plan.slices()) {
      slices.put(new TopicPartition(slice.topic(), slice.partition()), slice);
    }
    this.producer = new KafkaProducer<>(producer(access, sealed));
    this.consumer = new KafkaConsumer<>(consumer(access, plan));
    this.group = consumer.groupMetadata();
    try {
      producer.initTransactions();
      begin();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Only now no transaction of the plan is under way, and its offsets are final. */
  private void begin() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(slices.keySet(), PATIENCE);
    slices.forEach(
        (partition, slice) -> {
          OffsetAndMetadata offset = committed.get(partition);
          checkpointFound |= offset != null;
          next.put(partition, offset == null ? slice.from() : offset.offset());
          copiedIn.put(partition, offset == null ? 0 : copied(offset.metadata()));
        });
    seek();
  }

  private long copied(String metadata) {
    if (!metadata.matches("\\d{1,18}")) {
      throw new ReplayRefusedException(
          "the offsets of group "
              + group.groupId()
              + " were set by another tool; the checkpoint is lost, so plan again what is missing");
    }
    return Long.parseLong(metadata);
  }

  private void seek() {
    Set<TopicPartition> left = new HashSet<>(slices.keySet());
    left.removeIf(this::isDone);
    consumer.assign(left);
    left.forEach(partition -> consumer.seek(partition, position(partition)));
  }

  private boolean isDone(TopicPartition partition) {
    Slice slice = slices.get(partition);
    return slice == null || position(partition) >= slice.to();
  }

  private long position(TopicPartition partition) {
    return next.getOrDefault(partition, 0L);
  }

  /** Whether an earlier run of the plan has committed something. */
  boolean foundCheckpoint() {
    return checkpointFound;
  }

  /** Whether every slice is read to its end. */
  boolean isDone() {
    return slices.keySet().stream().allMatch(this::isDone);
  }

  /** Copies so far, over all runs, those of the open transaction included. */
  long copied() {
    return copiedIn.values().stream().mapToLong(Long::longValue).sum();
  }

  ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(atMost);
    if (records.isEmpty()) {
      skipWhatHoldsNoRecords();
    }
    return records;
  }

  /** Aborted and compacted records are never handed over; the reader passes them all the same. */
  private void skipWhatHoldsNoRecords() {
    for (TopicPartition partition : consumer.assignment()) {
      advance(partition, consumer.position(partition, PATIENCE));
    }
  }

  private void advance(TopicPartition partition, long to) {
    if (to > position(partition)) {
      next.put(partition, to);
      changed.add(partition);
    }
  }

  /** Stops reading the slices that are at their end. To be called between polls only. */
  void settle() {
    if (consumer.assignment().stream().anyMatch(this::isDone)) {
      seek();
    }
  }

  /** Whether a record lies before the end of its slice; if not, the slice is at its end. */
  boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    Slice slice = slices.get(partition);
    if (slice != null && record.offset() >= slice.to()) {
      advance(partition, slice.to());
    }
    return slice != null && record.offset() < slice.to();
  }

  /** Passes a record, which needs no copy. */
  void pass(ConsumerRecord<byte[], byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    next.put(partition, record.offset() + 1);
    changed.add(partition);
  }

  /** Sends a record's copy in the open transaction, or begins one. */
  void copy(ConsumerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> copy) {
    send(copy);
    pass(record);
    copiedIn.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum);
  }

  /** Sends something that belongs to a copy in the same transaction. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
  void send(ProducerRecord<byte[], byte[]> record) {
    beginTransaction();
    producer.send(
        record,
        (where, failure) -> {
          if (failure != null) {
            sendFailure = failure;
          }
        });
  }

  private void beginTransaction() {
    if (!inTransaction) {
      producer.beginTransaction();
      inTransaction = true;
    }
  }

  /** Commits copies and checkpoint together; nothing if there is nothing new. */
  void commit() {
    if (changed.isEmpty()) {
      return;
    }
    beginTransaction();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : changed) {
      String copied = Long.toString(copiedIn.getOrDefault(partition, 0L));
      offsets.put(partition, new OffsetAndMetadata(position(partition), copied));
    }
    producer.sendOffsetsToTransaction(offsets, group);
    producer.commitTransaction();
    inTransaction = false;
    changed.clear();
  }

  /** What the last failed send said; {@code null} if none failed. */
  @Nullable Exception sendFailure() {
    return sendFailure;
  }

  boolean isInTransaction() {
    return inTransaction;
  }

  /** An open transaction is taken back. */
  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(LAST_WORDS));
    producer.close(LAST_WORDS);
  }

  private static Map<String, Object> producer(ClusterAccess access, SealedPlan sealed) {
    return access.client(
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            sealed.plan().clientId(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            sealed.transactionalId(),
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            30_000,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            false,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class));
  }

  private static Map<String, Object> consumer(ClusterAccess access, ReplayPlan plan) {
    return access.client(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            plan.clientId(),
            ConsumerConfig.GROUP_ID_CONFIG,
            plan.group(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class));
  }
}
