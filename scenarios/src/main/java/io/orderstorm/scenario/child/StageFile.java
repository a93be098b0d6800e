package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.HandlingRecord;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.simulator.stage.HandlerVersion;
import io.orderstorm.simulator.stage.StageRecorder;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stage's records into the run folder, and shows each to whoever acts on it; continues the
 * file of a process that was killed. Thread-safe.
 */
final class StageFile implements StageRecorder, AutoCloseable {

  private final RecordWriter<StageRecord> writer;
  private final Optional<RecordWriter<HandlingRecord>> handlings;
  private final StageRecorder next;

  /**
   * @param handlings where it is written which version handled what; empty if the stage has no
   *     candidate
   */
  StageFile(Path file, Optional<Path> handlings, StageName stage, StageRecorder next) {
    var topics = new ArrayList<String>();
    for (String topic : stage.reads()) {
      topics.addAll(List.of(topic, stage.retryTopic(topic), stage.deadLetterTopic(topic)));
    }
    this.writer =
        RecordWriter.resume(file, StageRecord.KIND, StageRecord.header(stage.group(), topics));
    this.handlings =
        handlings.map(
            path ->
                RecordWriter.resume(
                    path, HandlingRecord.KIND, HandlingRecord.header(stage.group(), topics)));
    this.next = next;
  }

  List<RecordWriter<?>> writers() {
    var writers = new ArrayList<RecordWriter<?>>(List.of(writer));
    handlings.ifPresent(writers::add);
    return writers;
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
  public void handled(io.orderstorm.simulator.stage.HandlingRecord record) {
    handlings.ifPresent(to -> to.append(inReport(record)));
  }

  private static HandlingRecord inReport(io.orderstorm.simulator.stage.HandlingRecord record) {
    var choice = record.choice();
    var ending = record.ending();
    return new HandlingRecord(
        record.timeNanos(),
        record.topic(),
        record.partition(),
        record.offset(),
        record.orderNumber(),
        record.eventId(),
        record.version() == HandlerVersion.CANDIDATE,
        record.retry(),
        record.shadow(),
        HandlingRecord.choice(choice == null ? 0 : choice.code()),
        type(record.intended()),
        HandlingRecord.ending(ending == null ? 0 : ending.code()),
        type(record.outcome()),
        record.latencyNanos());
  }

  private static EventType type(io.orderstorm.simulator.event.@Nullable EventType type) {
    return type == null ? EventType.UNKNOWN : EventType.of(type.code());
  }

  @Override
  public void close() {
    handlings.ifPresent(RecordWriter::close);
    writer.close();
  }
}
