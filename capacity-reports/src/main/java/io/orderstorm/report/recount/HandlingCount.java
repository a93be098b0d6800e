package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.StageRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How long the consumers of one stage took from the delivery of events to their success. */
final class HandlingCount {

  final Latency latency = new Latency();
  private final long warmupEnd;

  HandlingCount(RunFolder folder, Topology.Stage stage, long warmupEnd) {
    this.warmupEnd = warmupEnd;
    for (Path file : folder.stageFiles(stage.name())) {
      Map<Place, StageRecord> delivered = new HashMap<>();
      RecordReader.forEach(file, StageRecord.KIND, record -> note(record, delivered));
    }
  }

  private void note(StageRecord record, Map<Place, StageRecord> delivered) {
    String topic = record.topic();
    if (topic == null) {
      return;
    }
    Place place = new Place(topic, record.partition(), record.offset());
    switch (record.event()) {
      case DELIVERED -> delivered.put(place, record);
      case ATTEMPT_SUCCEEDED -> {
        StageRecord from = delivered.remove(place);
        if (from != null && record.timeNanos() >= warmupEnd) {
          latency.add(Math.max(0, record.timeNanos() - from.timeNanos()));
        }
      }
      case DEDUPLICATED, RETRY_SCHEDULED, PARKED, DEAD_LETTERED -> delivered.remove(place);
      case COMMITTED -> // what a stage ignores has no other end
          delivered.keySet().removeIf(other -> isBefore(other, place));
      default -> {}
    }
  }

  private static boolean isBefore(Place other, Place next) {
    return other.topic().equals(next.topic())
        && other.partition() == next.partition()
        && other.offset() < next.offset();
  }
}
