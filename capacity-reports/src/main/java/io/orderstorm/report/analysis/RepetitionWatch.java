package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.Repetition;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.scan.ObservationScan;
import io.orderstorm.report.scan.StageScan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was done again while some probes lasted. Whether a record was given or an event written
 * before is asked of the whole session; counted is what happened in the probes' own time. Of
 * several processes of a stage the one that is read later is the one that was given a record again.
 */
final class RepetitionWatch {

  private final Evidence evidence;
  private final List<ProbeWindow> windows;

  private RepetitionWatch(Evidence evidence, List<ProbeWindow> windows) {
    this.evidence = evidence;
    this.windows = windows;
  }

  static Repetition of(Evidence evidence, Topology pipeline, List<ProbeWindow> windows) {
    RepetitionWatch watch = new RepetitionWatch(evidence, windows);
    Map<String, Repetition.OfStage> stages = new LinkedHashMap<>();
    for (Topology.Stage stage : pipeline.stages()) {
      stages.put(stage.name(), watch.stage(stage));
    }
    return new Repetition(watch.written(), watch.writtenAgain(), stages);
  }

  private boolean within(long time) {
    for (ProbeWindow window : windows) {
      if (time >= window.startNanos()
          && time < Math.max(window.endNanos(), window.drainedNanos())) {
        return true;
      }
    }
    return false;
  }

  private long written() {
    RunFolder folder = evidence.folder();
    long written = 0;
    for (String topic : folder.observedTopics()) {
      try (ObservationScan scan = new ObservationScan(folder.observations(topic))) {
        while (scan.next()) {
          written += within(scan.receivedNanos()) ? 1 : 0;
        }
      }
    }
    return written;
  }

  private long writtenAgain() {
    EventTable events = evidence.cases.events;
    long again = 0;
    for (int row = 0; row < events.rows(); row++) {
      boolean once = events.isForeign(row) || events.isCanonical(row);
      again += !once && within(events.received(row)) ? 1 : 0;
    }
    return again;
  }

  private Repetition.OfStage stage(Topology.Stage stage) {
    Set<String> inputs = Set.copyOf(stage.inputTopics());
    Map<StageLog.Partition, Offsets> given = new HashMap<>();
    long deliveries = 0;
    long redelivered = 0;
    long failed = 0;
    for (Path file : evidence.folder().stageFiles(stage.name())) {
      try (StageScan scan = new StageScan(file)) {
        while (scan.next()) {
          boolean counts = within(scan.timeNanos());
          if (scan.event() == StageRecord.Event.DELIVERED) {
            deliveries += counts ? 1 : 0;
            redelivered += isAgain(scan, inputs, given) && counts ? 1 : 0;
          } else if (scan.event() == StageRecord.Event.ATTEMPT_FAILED) {
            failed += counts ? 1 : 0;
          }
        }
      }
    }
    return new Repetition.OfStage(deliveries, redelivered, failed);
  }

  private static boolean isAgain(
      StageScan scan, Set<String> inputs, Map<StageLog.Partition, Offsets> given) {
    int topic = scan.topic();
    if (topic == StageScan.NO_TOPIC || !inputs.contains(scan.topics().get(topic))) {
      return false;
    }
    StageLog.Partition partition =
        new StageLog.Partition(scan.topics().get(topic), scan.partition());
    return !given.computeIfAbsent(partition, p -> new Offsets()).add(scan.offset());
  }
}
