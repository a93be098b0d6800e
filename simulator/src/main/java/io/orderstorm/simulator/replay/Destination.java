package io.orderstorm.simulator.replay;

import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.topic.StageName;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where one copy goes.
 *
 * @param partition {@code null} to leave it to Kafka's default partitioner
 */
record Destination(String topic, @Nullable Integer partition) {

  /**
   * Chooses for a record.
   *
   * @throws ReplayRefusedException if the record does not say where it belongs
   */
  static Destination of(Target target, ConsumerRecord<byte[], byte[]> record) {
    return target.match(
        new Target.Cases<Destination>() {
          @Override
          public Destination topic(Target.Topic topic) {
            boolean same = topic.partitioning() == Target.Partitioning.SAME;
            return new Destination(topic.name(), same ? record.partition() : null);
          }

          @Override
          public Destination origin(Target.Origin origin) {
            DeadLetter letter = DeadLetter.of(record);
            return new Destination(
                letter.origin().orElseThrow(() -> unknown(letter, "the topic it stood in first")),
                null);
          }

          @Override
          public Destination stage(Target.Stage stage) {
            DeadLetter letter = DeadLetter.of(record);
            return new Destination(
                retryTopic(letter)
                    .orElseThrow(() -> unknown(letter, "a stage of the reference pipeline")),
                null);
          }

          @Override
          public Destination lane(Target.Lane lane) {
            return new Destination(retryTopic(lane.group(), record.topic()), null);
          }

          @Override
          public Destination correction(Target.Correction correction) {
            return new Destination(retryTopic(correction.group(), record.topic()), null);
          }
        });
  }

  private static String retryTopic(String group, String topic) {
    return Arrays.stream(StageName.values())
        .filter(stage -> stage.group().equals(group) && stage.reads().contains(topic))
        .map(stage -> stage.retryTopic(topic))
        .findFirst()
        .orElseThrow(
            () -> new ReplayRefusedException("stage " + group + " does not work on " + topic));
  }

  private static Optional<String> retryTopic(DeadLetter letter) {
    for (StageName stage : StageName.values()) {
      if (letter.group().equals(Optional.of(stage.group()))
          && letter.origin().filter(stage.reads()::contains).isPresent()) {
        return letter.origin().map(stage::retryTopic);
      }
    }
    return Optional.empty();
  }

  private static ReplayRefusedException unknown(DeadLetter letter, String what) {
    return new ReplayRefusedException(
        letter.position()
            + ": its headers don't name "
            + what
            + "; name a topic with --to, or leave it out with --filter");
  }
}
