package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.topic.StageName;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Counts what a scope holds. Distinct keys cost some 80 bytes of memory each. */
final class Tally {

  private final Map<TopicPartition, SliceTally> slices = new HashMap<>();
  private final Set<UUID> keys = new HashSet<>();
  private final Set<Long> orders = new HashSet<>();
  private final Map<String, Long> types = new HashMap<>();
  private final Map<String, Long> calls = new HashMap<>();
  private final MessageDigest keyDigest = CanonicalJson.sha256();
  private final @Nullable EffectsSeen effects;
  private final @Nullable CorrectionTally correction;
  private long skippedReplayed;
  private long largest;

  /** A tally that asks a store for effects, or none. */
  Tally(Target target, @Nullable StoreView store) {
    this.effects = store == null ? null : new EffectsSeen(store);
    this.correction =
        target instanceof Target.Correction one ? new CorrectionTally(one, store) : null;
  }

  /**
   * Refuses a correction that would correct nothing; does nothing for other targets.
   *
   * @throws io.orderstorm.simulator.replay.ReplayRefusedException saying which revision is needed
   */
  void requireSoundCorrection() {
    if (correction != null) {
      correction.requireAbove();
    }
  }

  void leftOut() {
    skippedReplayed++;
  }

  long skippedReplayed() {
    return skippedReplayed;
  }

  void add(ConsumerRecord<byte[], byte[]> record, long bytes) {
    slices
        .computeIfAbsent(
            new TopicPartition(record.topic(), record.partition()),
            partition -> new SliceTally(record.offset()))
        .add(record, bytes);
    largest = Math.max(largest, bytes);
    if (record.key() != null) {
      ByteBuffer hash = ByteBuffer.wrap(keyDigest.digest(record.key()));
      keys.add(new UUID(hash.getLong(), hash.getLong()));
    }
    types.merge(type(record.value()), 1L, Long::sum);
  }

  /** Every stage that reads the topic may call its service. */
  void goesTo(String topic, byte @Nullable [] value) {
    for (StageName stage : StageName.values()) {
      for (String read : stage.reads()) {
        if (read.equals(topic) || stage.retryTopic(read).equals(topic)) {
          calls.merge(stage.service(), 1L, Long::sum);
          lookFor(stage, value);
        }
      }
    }
  }

  private void lookFor(StageName stage, byte @Nullable [] value) {
    try {
      if (effects != null && value != null) {
        effects.add(stage, EventCodec.peek(value));
      }
    } catch (UndecodableEventException e) {
      // has no effect
    }
  }

  private String type(byte @Nullable [] value) {
    try {
      if (value == null) {
        return "other";
      }
      EventMeta meta = EventCodec.peek(value);
      orders.add(meta.orderNumber());
      if (correction != null) {
        correction.add(meta);
      }
      return meta.type().text();
    } catch (UndecodableEventException e) {
      return "other";
    }
  }

  List<Slice> slices() {
    return slices.entrySet().stream()
        .map(entry -> entry.getValue().slice(entry.getKey()))
        .sorted(Comparator.comparing(Slice::topic).thenComparing(Slice::partition))
        .toList();
  }

  BlastRadius blastRadius(Ceiling ceiling, @Nullable List<String> readers) {
    long records = slices.values().stream().mapToLong(slice -> slice.records).sum();
    long bytes = slices.values().stream().mapToLong(slice -> slice.bytes).sum();
    return new BlastRadius(
        records,
        bytes,
        largest,
        keys.size(),
        orders.size(),
        types,
        skippedReplayed,
        ceiling.lasting(records, bytes),
        calls,
        effects == null || calls.isEmpty() ? null : effects.present(),
        readers == null ? List.of() : readers,
        readers == null,
        correction == null ? null : correction.total());
  }

  /** One partition's part. */
  static final class SliceTally {
    private final long from;
    private final SliceDigest digest = new SliceDigest();
    private long to;
    private long records;
    private long bytes;

    SliceTally(long from) {
      this.from = from;
    }

    void add(ConsumerRecord<byte[], byte[]> record, long size) {
      digest.add(record);
      to = record.offset() + 1;
      records++;
      bytes += size;
    }

    Slice slice(TopicPartition partition) {
      return new Slice(
          partition.topic(), partition.partition(), from, to, records, bytes, digest.hex());
    }
  }
}
