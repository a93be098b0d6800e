package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Copies;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.Slice;
import io.orderstorm.simulator.replay.plan.SliceDigest;
import io.orderstorm.simulator.replay.plan.SourceReader;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Does all that a run does but produce: reads every record in scope that is not yet copied, makes
 * its copy, and says where it would go.
 */
public final class DryRun {

  private final ReplayPlan plan;
  private final Copies copies;
  private final Map<TopicPartition, SliceDigest> digests = new HashMap<>();
  private final Map<String, Long> places = new TreeMap<>();
  private long records;
  private long bytes;

  private DryRun(SealedPlan sealed) {
    this.plan = sealed.plan();
    this.copies = new Copies(plan.request(), plan.id(), sealed.replayId());
  }

  /**
   * The difference that a run would make now.
   *
   * @param records that it would append
   * @param bytes of them
   * @param places how many to each {@code topic/partition}; {@code topic/?} for records without a
   *     key, which Kafka spreads as it likes
   * @param copiedBefore records that earlier runs of the plan have copied
   * @param changed partitions that do not hold what was planned any more
   * @param atCeiling how long it would take
   */
  public record Difference(
      long records,
      long bytes,
      Map<String, Long> places,
      long copiedBefore,
      List<String> changed,
      Duration atCeiling) {}

  /** Looks. */
  public static Difference of(SealedPlan sealed, ClusterAccess access, ClusterView cluster) {
    return new DryRun(sealed).look(access, cluster.checkpoint(sealed.plan().group()));
  }

  private Difference look(ClusterAccess access, Map<TopicPartition, Long> checkpoint) {
    for (Slice slice : plan.slices()) {
      digests.put(new TopicPartition(slice.topic(), slice.partition()), new SliceDigest());
    }
    new SourceReader(access, plan.clientId())
        .read(
            SourceReader.parts(plan.slices()),
            record -> {
              if (plan.request().scope().includes(record) && !copies.isLeftOut(record)) {
                take(record, checkpoint);
              }
              return true;
            });
    Ceiling ceiling = plan.request().ceiling();
    return new Difference(
        records,
        bytes,
        places,
        plan.blastRadius().records() - records,
        changed(),
        ceiling.lasting(records, bytes));
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> checkpoint) {
    var partition = new TopicPartition(record.topic(), record.partition());
    digests.computeIfAbsent(partition, unplanned -> new SliceDigest()).add(record);
    if (record.offset() >= checkpoint.getOrDefault(partition, 0L)) {
      ProducerRecord<byte[], byte[]> copy = copies.of(record);
      records++;
      bytes += Copies.bytes(copy);
      places.merge(place(copy), 1L, Long::sum);
    }
  }

  private String place(ProducerRecord<byte[], byte[]> copy) {
    if (copy.partition() != null) {
      return copy.topic() + "/" + copy.partition();
    }
    if (copy.key() == null) {
      return copy.topic() + "/?";
    }
    int partitions =
        plan.targets().stream()
            .filter(topic -> topic.name().equals(copy.topic()))
            .mapToInt(TopicSeen::partitions)
            .findFirst()
            .orElse(1);
    return copy.topic() + "/" + Utils.toPositive(Utils.murmur2(copy.key())) % partitions;
  }

  private List<String> changed() {
    var changed = new ArrayList<String>();
    for (Slice slice : plan.slices()) {
      SliceDigest now = digests.get(new TopicPartition(slice.topic(), slice.partition()));
      if (now == null || !now.hex().equals(slice.sha256())) {
        changed.add(slice.topic() + "/" + slice.partition());
      }
    }
    return changed;
  }
}
