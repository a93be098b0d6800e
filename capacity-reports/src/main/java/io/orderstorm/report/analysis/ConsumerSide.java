package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.scan.StageScan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the consumers wrote down, read in one pass over their files. It touches nothing that is kept
 * of the orders, so it can be read while services and store are.
 */
final class ConsumerSide {

  final Map<String, StageLog> stages = new LinkedHashMap<>();
  final Map<String, PollWatch> polls = new LinkedHashMap<>();
  final Map<String, HandlingTimes> handlings = new LinkedHashMap<>();

  /** Stages without a file. */
  final List<String> missing = new ArrayList<>();

  /** Files that end within a record, and the bytes of it. */
  final Map<Path, Integer> truncated = new LinkedHashMap<>();

  private final long warmFrom;

  private ConsumerSide(long warmFrom) {
    this.warmFrom = warmFrom;
  }

  /**
   * Reads what the stages of a pipeline wrote.
   *
   * @param topics all that was observed on them was read already
   * @param warmFrom when the warm-up ended
   */
  static ConsumerSide read(
      RunFolder folder, Topology pipeline, List<TopicFile> topics, long warmFrom) {
    var side = new ConsumerSide(warmFrom);
    for (Topology.Stage stage : pipeline.stages()) {
      side.read(stage, folder.stageFiles(stage.name()), topics);
    }
    return side;
  }

  private void read(Topology.Stage stage, List<Path> files, List<TopicFile> topics) {
    var log = new StageLog();
    var poll = new PollWatch(stage, topics);
    var handling = new HandlingTimes(warmFrom);
    if (files.isEmpty()) {
      missing.add("stages/" + stage.name() + ".bin");
    }
    for (Path file : files) {
      try (StageScan scan = new StageScan(file)) {
        poll.begin(scan);
        handling.begin();
        while (scan.next()) {
          log.add(scan);
          poll.follow(scan);
          handling.follow(scan);
        }
        if (scan.truncatedBytes() > 0) {
          truncated.put(file, scan.truncatedBytes());
        }
      }
    }
    log.redelivered(poll.redelivered());
    stages.put(stage.group(), log);
    polls.put(stage.group(), poll);
    handlings.put(stage.name(), handling);
  }
}
