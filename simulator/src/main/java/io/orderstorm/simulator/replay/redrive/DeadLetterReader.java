package io.orderstorm.simulator.replay.redrive;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.Triage;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.SourceReader;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Reads what lies in dead-letter topics, and what was done with it. Changes nothing. */
public final class DeadLetterReader {

  /** How clients usually call such topics. */
  private static final Pattern USUAL =
      Pattern.compile("(?i).+[._-](dlq|dlt|dead-?letters?(-?queue)?)");

  private static final String CLIENT = "orderstorm-dlq";

  private final ClusterAccess access;
  private final ClusterView cluster;

  public DeadLetterReader(ClusterAccess access, ClusterView cluster) {
    this.access = access;
    this.cluster = cluster;
  }

  /** The topics whose names say that they hold dead letters. */
  public List<String> usualTopics() {
    return new TreeSet<>(cluster.topicNames())
        .stream().filter(name -> USUAL.matcher(name).matches()).toList();
  }

  /** Every dead letter in these topics, in the order in which they came. */
  public List<DeadLetter> letters(Collection<String> topics) {
    var letters = new ArrayList<DeadLetter>();
    new SourceReader(access, CLIENT)
        .read(whole(topics), record -> letters.add(DeadLetter.of(record)));
    letters.sort(
        Comparator.<DeadLetter>comparingLong(letter -> letter.record().timestamp())
            .thenComparing(letter -> letter.record().topic())
            .thenComparing(letter -> letter.record().partition())
            .thenComparing(letter -> letter.record().offset()));
    return letters;
  }

  /** What was done with dead letters so far; nothing if nobody did anything yet. */
  public Triage triage() {
    var triage = new Triage();
    if (cluster.topicNames().contains(Triage.TOPIC)) {
      new SourceReader(access, CLIENT)
          .read(
              whole(List.of(Triage.TOPIC)),
              record -> {
                triage.take(record);
                return true;
              });
    }
    return triage;
  }

  private Map<TopicPartition, SourceReader.Part> whole(Collection<String> topics) {
    var parts = new HashMap<TopicPartition, SourceReader.Part>();
    for (TopicSeen topic : cluster.topics(topics)) {
      List<TopicPartition> partitions =
          IntStream.range(0, topic.partitions())
              .mapToObj(number -> new TopicPartition(topic.name(), number))
              .toList();
      Map<TopicPartition, Long> begins = cluster.begins(partitions);
      partitions.forEach(
          partition ->
              parts.put(
                  partition,
                  new SourceReader.Part(
                      begins.getOrDefault(partition, 0L),
                      topic.ends().get(partition.partition()))));
    }
    return parts;
  }
}
