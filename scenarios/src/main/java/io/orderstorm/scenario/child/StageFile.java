package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.simulator.stage.StageRecorder;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a stage's records into the run folder, and shows each to whoever acts on it; continues the
 * file of a process that was killed. Thread-safe.
 */
final class StageFile implements StageRecorder, AutoCloseable {

  private final RecordWriter<StageRecord> writer;
  private final StageRecorder next;

  StageFile(Path file, StageName stage, StageRecorder next) {
    var topics = new ArrayList<String>();
    for (String topic : stage.reads()) {
      topics.addAll(List.of(topic, stage.retryTopic(topic), stage.deadLetterTopic(topic)));
    }
    this.writer =
        RecordWriter.resume(file, StageRecord.KIND, StageRecord.header(stage.group(), topics));
    this.next = next;
  }

  RecordWriter<StageRecord> writer() {
    return writer;
  }

  @Override
  public void record(io.orderstorm.simulator.stage.StageRecord record) {
    writer.append(
        new StageRecord(
            record.timeNanos(),
            StageRecord.Event.of(record.event().code()),
            record.consumer(),
            record.topic().isEmpty() ? null : record.topic(),
            record.partition(),
            record.offset(),
            record.orderNumber(),
            record.attempt(),
            record.detail()));
    next.record(record);
  }

  @Override
  public void close() {
    writer.close();
  }
}
