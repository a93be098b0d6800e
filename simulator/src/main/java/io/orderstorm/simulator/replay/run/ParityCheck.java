package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.Copies;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.Slice;
import io.orderstorm.simulator.replay.plan.SliceDigest;
import io.orderstorm.simulator.replay.plan.SourceReader;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads source and target again after a run and compares them record by record, as a reader with
 * read_committed sees them. Costs some 150 bytes of memory a record.
 */
final class ParityCheck {

  private static final int EXAMPLES = 5;

  private final ClusterAccess access;
  private final SealedPlan sealed;
  private final Copies copies;
  private final MessageDigest digest = CanonicalJson.sha256();
  private final Map<String, Expected> expected = new HashMap<>();
  private final List<String> examples = new ArrayList<>();
  private long differing;
  private long foreign;

  ParityCheck(ClusterAccess access, SealedPlan sealed) {
    this.access = access;
    this.sealed = sealed;
    this.copies = new Copies(sealed.plan().request(), sealed.plan().id(), sealed.replayId());
  }

  /** What a record's copy has to hold, and how often it was seen. */
  private static final class Expected {
    private final long hash;
    private int seen;

    Expected(long hash) {
      this.hash = hash;
    }
  }

  Outcome.Parity check(ClusterView cluster) {
    List<String> changed = readSource();
    readTargets(cluster);
    expected.forEach(
        (source, one) -> {
          if (one.seen != 1) {
            example(source + (one.seen == 0 ? " has no copy" : " has " + one.seen + " copies"));
          }
        });
    return new Outcome.Parity(
        sealed.plan().blastRadius().records(),
        count(1, 1),
        count(0, 0),
        count(2, Integer.MAX_VALUE),
        differing,
        foreign,
        changed,
        examples);
  }

  private long count(int least, int most) {
    return expected.values().stream().filter(one -> one.seen >= least && one.seen <= most).count();
  }

  /** Partitions that do not hold what was planned any more. */
  private List<String> readSource() {
    ReplayPlan plan = sealed.plan();
    var digests = new TreeMap<String, SliceDigest>();
    for (Slice slice : plan.slices()) {
      digests.put(name(slice.topic(), slice.partition()), new SliceDigest());
    }
    new SourceReader(access, plan.clientId())
        .read(
            stillThere(SourceReader.parts(plan.slices())),
            record -> {
              SliceDigest of = digests.get(name(record.topic(), record.partition()));
              if (of != null
                  && plan.request().scope().includes(record)
                  && !copies.isLeftOut(record)) {
                of.add(record);
                ProducerRecord<byte[], byte[]> copy = copies.of(record);
                expected.put(
                    Copies.source(record),
                    new Expected(hash(copy.topic(), copy.key(), copy.value())));
              }
              return true;
            });
    return plan.slices().stream()
        .filter(slice -> isChanged(slice, digests))
        .map(slice -> name(slice.topic(), slice.partition()))
        .toList();
  }

  private static boolean isChanged(Slice slice, Map<String, SliceDigest> digests) {
    SliceDigest now = digests.get(name(slice.topic(), slice.partition()));
    return now == null || !now.hex().equals(slice.sha256());
  }

  private static String name(String topic, int partition) {
    return topic + "/" + partition;
  }

  private Map<TopicPartition, SourceReader.Part> stillThere(
      Map<TopicPartition, SourceReader.Part> parts) {
    try (ClusterView cluster = ClusterView.of(access, sealed.plan().clientId())) {
      var there = new HashMap<TopicPartition, SourceReader.Part>();
      Map<TopicPartition, Long> begins = cluster.begins(parts.keySet());
      parts.forEach(
          (partition, part) ->
              there.put(
                  partition,
                  new SourceReader.Part(
                      Math.max(part.from(), begins.getOrDefault(partition, 0L)), part.to())));
      return there;
    }
  }

  private void readTargets(ClusterView cluster) {
    var parts = new HashMap<TopicPartition, SourceReader.Part>();
    List<String> names = sealed.plan().targets().stream().map(TopicSeen::name).toList();
    for (TopicSeen now : cluster.topics(names)) {
      for (int number = 0; number < now.partitions(); number++) {
        parts.put(
            new TopicPartition(now.name(), number),
            new SourceReader.Part(endWhenPlanned(now.name(), number), now.ends().get(number)));
      }
    }
    new SourceReader(access, sealed.plan().clientId())
        .read(
            parts,
            record -> {
              see(record);
              return true;
            });
  }

  private long endWhenPlanned(String topic, int partition) {
    return sealed.plan().targets().stream()
        .filter(seen -> seen.name().equals(topic) && partition < seen.partitions())
        .mapToLong(seen -> seen.ends().get(partition))
        .findFirst()
        .orElse(0);
  }

  private void see(ConsumerRecord<byte[], byte[]> record) {
    String plan = EventHeaders.text(record.headers(), EventHeaders.REPLAY_PLAN).orElse("");
    if (!plan.equals(sealed.plan().id())) {
      return;
    }
    String source = EventHeaders.text(record.headers(), EventHeaders.REPLAY_SOURCE).orElse("");
    Expected one = expected.get(source);
    if (one == null) {
      foreign++;
      example(source + " was copied, but is not in scope");
    } else if (one.hash != hash(record.topic(), record.key(), record.value())) {
      differing++;
      example(source + " and its copy differ");
    } else {
      one.seen++;
    }
  }

  private void example(String what) {
    if (examples.size() < EXAMPLES) {
      examples.add(what);
    }
  }

  private long hash(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    digest.update(topic.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    add(key);
    add(value);
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private void add(byte @Nullable [] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes == null ? -1 : bytes.length));
    if (bytes != null) {
      digest.update(bytes);
    }
  }
}
