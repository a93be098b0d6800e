package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** A stage's committed offsets in the topics that it reads, retry topics left out. */
final class GroupPlace {

  /** A member that did not say good-bye is given up after its session. */
  private static final Duration EMPTY_WITHIN = Duration.ofSeconds(40);

  private static final long ANSWER_WITHIN_SECONDS = 20;
  private static final long AGAIN_MILLIS = 250;

  private final ClusterAccess access;
  private final StageName stage;
  private final RunLog log;

  GroupPlace(ClusterAccess access, StageName stage, RunLog log) {
    this.access = access;
    this.stage = stage;
    this.log = log;
  }

  /**
   * Sets the group to the end of its topics, as soon as it has no member any more. Each topic gets
   * a line in the run's log.
   *
   * @return how many records it will never be given
   */
  long lose() throws Exception {
    long passedOver = 0;
    try (Admin admin = Admin.create(access.client(Map.of()))) {
      for (String topic : stage.reads()) {
        passedOver += lose(admin, topic);
      }
    }
    return passedOver;
  }

  private long lose(Admin admin, String topic) throws Exception {
    List<TopicPartition> partitions = partitions(admin, access.names().topic(topic));
    Map<TopicPartition, OffsetAndMetadata> before =
        answer(
            admin
                .listConsumerGroupOffsets(access.names().group(stage.group()))
                .partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> ends = ends(admin, partitions);
    set(admin, ends);
    long from = 0;
    long to = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata committed = before.get(partition);
      from += committed == null ? 0 : committed.offset();
      to += ends.getOrDefault(partition, 0L);
    }
    log.note(
        RunEvent.OFFSETS_LOST,
        Map.of("group", stage.group(), "topic", topic, "from", from, "to", to));
    return to - from;
  }

  private static List<TopicPartition> partitions(Admin admin, String topic) throws Exception {
    TopicDescription description =
        Objects.requireNonNull(
            answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
    return description.partitions().stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions)
      throws Exception {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    var ends = new HashMap<TopicPartition, Long>();
    answer(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private void set(Admin admin, Map<TopicPartition, Long> offsets) throws Exception {
    var wanted = new HashMap<TopicPartition, OffsetAndMetadata>();
    offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
    long giveUp = System.nanoTime() + EMPTY_WITHIN.toNanos();
    while (true) {
      try {
        answer(admin.alterConsumerGroupOffsets(access.names().group(stage.group()), wanted).all());
        return;
      } catch (ExecutionException e) {
        boolean hasMembers =
            e.getCause() instanceof UnknownMemberIdException
                || e.getCause() instanceof GroupNotEmptyException;
        if (!hasMembers || System.nanoTime() - giveUp > 0) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
    }
  }

  private static <T> T answer(org.apache.kafka.common.KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
