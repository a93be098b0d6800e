package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.time.RunClock;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers keep of each partition when a session ends: a row of {@code log-sizes.csv} for
 * each copy. Bytes are as they lie on disk, compressed, indexes left out.
 */
final class LogSizeFile {

  private static final long ANSWER_WITHIN_SECONDS = 20;

  private LogSizeFile() {}

  /**
   * Asks the brokers and writes the file.
   *
   * @throws Exception if they do not answer; there is no file then
   */
  static void write(ClusterAccess access, RunFolder folder, RunClock clock) throws Exception {
    try (Admin admin = Admin.create(access.client(Map.of()))) {
      Map<String, String> logical = new HashMap<>();
      StageName.allTopics().forEach(topic -> logical.put(access.names().topic(topic), topic));
      Map<Integer, Map<TopicPartition, Long>> copies = copies(admin, logical.keySet());
      Map<TopicPartition, Long> records = records(admin, copies);
      List<String> lines = new ArrayList<>();
      long now = clock.nanos();
      copies.forEach(
          (broker, sizes) ->
              sizes.forEach(
                  (partition, bytes) ->
                      lines.add(
                          now
                              + ","
                              + logical.get(partition.topic())
                              + ","
                              + partition.partition()
                              + ","
                              + broker
                              + ","
                              + bytes
                              + ","
                              + records.getOrDefault(partition, 0L))));
      lines.sort(String::compareTo);
      lines.add(0, "timeNanos,topic,partition,broker,bytes,records");
      Files.write(folder.logSizes(), lines);
    }
  }

  private static Map<Integer, Map<TopicPartition, Long>> copies(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<Integer> brokers =
        answer(admin.describeCluster().nodes()).stream().map(node -> node.id()).sorted().toList();
    Map<Integer, Map<TopicPartition, Long>> copies = new TreeMap<>();
    Map<Integer, Map<String, LogDirDescription>> answered =
        answer(admin.describeLogDirs(brokers).allDescriptions());
    answered.forEach(
        (broker, directories) -> {
          Map<TopicPartition, Long> sizes = new HashMap<>();
          for (LogDirDescription directory : directories.values()) {
            directory
                .replicaInfos()
                .forEach(
                    (partition, copy) -> {
                      if (topics.contains(partition.topic()) && !copy.isFuture()) {
                        sizes.merge(partition, copy.size(), Long::sum);
                      }
                    });
          }
          copies.put(broker, sizes);
        });
    return copies;
  }

  private static Map<TopicPartition, Long> records(
      Admin admin, Map<Integer, Map<TopicPartition, Long>> copies)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    copies
        .values()
        .forEach(sizes -> sizes.keySet().forEach(of -> asked.put(of, OffsetSpec.latest())));
    Map<TopicPartition, ListOffsetsResultInfo> ends = answer(admin.listOffsets(asked).all());
    Map<TopicPartition, Long> records = new HashMap<>();
    ends.forEach((partition, end) -> records.put(partition, end.offset()));
    return records;
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
