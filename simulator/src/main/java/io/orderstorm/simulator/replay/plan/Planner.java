package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Copies;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.OffsetRange;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Scope;
import io.orderstorm.simulator.replay.Target;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans. Reads every record that may be in scope once, and makes its copy in memory, so that
 * what is planned is what is there, and what can't be copied is refused now and not half-way.
 */
public final class Planner {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final ClusterAccess access;
  private final ClusterView cluster;
  private final @Nullable StoreView store;

  public Planner(ClusterAccess access, ClusterView cluster) {
    this(access, cluster, null);
  }

  /**
   * Plans with a look at the effects that exist.
   *
   * @param store of the reference pipeline; {@code null} if it is not known
   */
  public Planner(ClusterAccess access, ClusterView cluster, @Nullable StoreView store) {
    this.access = access;
    this.cluster = cluster;
    this.store = store;
  }

  /**
   * Plans a request. Changes nothing on the cluster.
   *
   * @throws ReplayRefusedException if the request asks for what can't or must not be done
   * @throws ReplayFailedException if the cluster does not answer
   */
  public SealedPlan plan(ReplayRequest request, Policy policy, Instant now) {
    String id = STAMP.format(now) + "-" + request.name();
    Scope scope = request.scope();
    List<TopicSeen> sources = cluster.topics(scope.sources());
    requireGuardSees(request.guard());
    var copies = new Copies(request, id, Copies.NUMBER_TO_BE);
    var tally = new Tally(request.target(), store);
    var targetNames = new TreeSet<String>();
    if (request.target() instanceof Target.Topic topic) {
      targetNames.add(topic.name());
    }
    new SourceReader(access, "orderstorm-replay-plan-" + id)
        .read(
            parts(scope, sources),
            record -> {
              if (isPast(scope, record)) {
                return false;
              }
              if (scope.includes(record)) {
                take(record, copies, tally, targetNames);
              }
              return true;
            });
    List<TopicSeen> targets = cluster.topics(targetNames);
    List<Slice> slices = tally.slices();
    requireSomething(slices, tally);
    tally.requireSoundCorrection();
    if (request.target() instanceof Target.Correction correction) {
      requireHandledBefore(correction, slices);
    }
    requirePlaceFor(request, sources, targets);
    var plan =
        new ReplayPlan(
            id,
            now.truncatedTo(ChronoUnit.MILLIS),
            cluster.clusterId(),
            request,
            sources,
            targets,
            slices,
            tally.blastRadius(request.ceiling(), readers(targetNames)),
            ReplayPlan.GUARANTEE);
    policy.requireWithin(plan);
    requireEveryRecordFits(plan);
    if (!request.target().goesToOneStage()) { // a stage knows itself what it did
      new CopiesSeen(access, cluster, plan.clientId())
          .requireNone(targets, List.of(), slices, scope, id);
    }
    return SealedPlan.of(plan);
  }

  /** A guard that looks at nothing would let everything through. */
  private void requireGuardSees(@Nullable Guard guard) {
    if (guard != null && cluster.checkpoint(guard.group()).isEmpty()) {
      throw new ReplayRefusedException(
          "guard: group "
              + guard.group()
              + " has committed no offsets here, so its lag can't be seen; name a group of the"
              + " live path");
    }
  }

  /**
   * What its stage has yet to handle needs no correction, and must not be handled twice at a time.
   */
  private void requireHandledBefore(Target.Correction target, List<Slice> slices) {
    Map<TopicPartition, Long> done = cluster.checkpoint(target.group());
    for (Slice slice : slices) {
      long committed = done.getOrDefault(new TopicPartition(slice.topic(), slice.partition()), 0L);
      if (slice.to() > committed) {
        throw new ReplayRefusedException(
            "scope",
            "stage "
                + target.group()
                + " has committed "
                + slice.topic()
                + "/"
                + slice.partition()
                + " up to offset "
                + committed
                + ", but the scope goes up to "
                + slice.to()
                + "; what it has yet to handle can't be corrected, so end the scope before that");
      }
    }
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> record, Copies copies, Tally tally, Set<String> targets) {
    if (copies.isLeftOut(record)) {
      tally.leftOut();
      return;
    }
    ProducerRecord<byte[], byte[]> copy = copies.of(record);
    if (copy.topic().equals(record.topic())) {
      throw new ReplayRefusedException(
          Copies.source(record) + ": belongs into the topic it stands in");
    }
    targets.add(copy.topic());
    tally.goesTo(copy.topic(), copy.value());
    tally.add(record, Copies.bytes(copy));
  }

  /**
   * Whether nothing in scope follows in this partition. Only the broker's own times never go
   * backwards; with times that producers set, a record in scope may stand anywhere.
   */
  private static boolean isPast(Scope scope, ConsumerRecord<byte[], byte[]> record) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME
        && scope.isAfter(record.timestamp());
  }

  private Map<TopicPartition, SourceReader.Part> parts(Scope scope, List<TopicSeen> sources) {
    var parts = new HashMap<TopicPartition, SourceReader.Part>();
    for (TopicSeen source : sources) {
      List<TopicPartition> partitions =
          IntStream.range(0, source.partitions())
              .mapToObj(number -> new TopicPartition(source.name(), number))
              .toList();
      Map<TopicPartition, Long> begins = cluster.begins(partitions);
      Map<TopicPartition, Long> since =
          scope.from() == null ? Map.of() : cluster.since(partitions, scope.from());
      for (TopicPartition partition : partitions) {
        long begin = begins.getOrDefault(partition, 0L);
        long end = source.ends().get(partition.partition());
        long first = since.getOrDefault(partition, begin);
        // without a record of that time or later there is nothing to read
        parts.put(partition, new SourceReader.Part(first < 0 ? end : Math.max(begin, first), end));
      }
    }
    return scope.offsets().isEmpty() ? parts : narrowed(scope.offsets(), parts, sources);
  }

  private static Map<TopicPartition, SourceReader.Part> narrowed(
      List<OffsetRange> ranges,
      Map<TopicPartition, SourceReader.Part> parts,
      List<TopicSeen> sources) {
    var narrowed = new HashMap<TopicPartition, SourceReader.Part>();
    for (OffsetRange range : ranges) {
      var partition = new TopicPartition(range.topic(), range.partition());
      SourceReader.Part part = parts.get(partition);
      if (part == null) {
        throw new ReplayRefusedException(
            "there is no partition " + partition + "; the topic has " + count(range, sources));
      }
      narrowed.merge(
          partition,
          new SourceReader.Part(
              Math.max(part.from(), range.from()), Math.min(part.to(), range.to())),
          (one, other) ->
              new SourceReader.Part(
                  Math.min(one.from(), other.from()), Math.max(one.to(), other.to())));
    }
    return narrowed;
  }

  private static int count(OffsetRange range, List<TopicSeen> sources) {
    return sources.stream()
        .filter(source -> source.name().equals(range.topic()))
        .mapToInt(TopicSeen::partitions)
        .sum();
  }

  private static void requireSomething(List<Slice> slices, Tally tally) {
    if (slices.isEmpty()) {
      throw new ReplayRefusedException(
          "nothing is in scope"
              + (tally.skippedReplayed() == 0
                  ? ""
                  : ": "
                      + tally.skippedReplayed()
                      + " records were caused by a replay and are left out"));
    }
  }

  private static void requirePlaceFor(
      ReplayRequest request, List<TopicSeen> sources, List<TopicSeen> targets) {
    if (request.target() instanceof Target.Topic topic
        && topic.partitioning() == Target.Partitioning.SAME) {
      int most = sources.stream().mapToInt(TopicSeen::partitions).max().orElse(0);
      int place = targets.get(0).partitions();
      if (place < most) {
        throw new ReplayRefusedException(
            "target "
                + topic.name()
                + " has "
                + place
                + " partitions, a source has "
                + most
                + "; copy by key, or into a topic with as many");
      }
    }
  }

  private static void requireEveryRecordFits(ReplayPlan plan) {
    Ceiling ceiling = plan.request().ceiling();
    long largest = plan.blastRadius().largestBytes();
    if (largest > ceiling.largestRecordBytes()) {
      throw new ReplayRefusedException(
          String.format(
              "ceiling of %,d B/s: can't be held within 5 %% with a record of %,d bytes; at least"
                  + " %,d B/s are needed",
              ceiling.bytesPerSecond(),
              largest,
              (long) Math.ceil(largest / Ceiling.BURST_SECONDS)));
    }
  }

  /** {@code null} where the cluster does not tell. */
  private @Nullable List<String> readers(Set<String> targets) {
    try {
      return cluster.readersOf(targets);
    } catch (ReplayFailedException notAllowed) {
      return null;
    }
  }
}
