package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.capacity.Slope;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.scan.EffectScan;
import io.orderstorm.report.scan.ObservationScan;
import io.orderstorm.report.scan.StageScan;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a replay did in the judged part of a probe. Copies count when the broker took them in, which
 * is when the ceiling let them go; they wait in the lane from when a reader of committed records
 * can see them until the stage is through with them.
 */
final class ReplayWatch {

  private static final double NANOS = 1e9;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long READ_EVERY = 100_000_000L;

  private final RunFolder folder;
  private final ProbeWindow window;
  private final ReplayFlow.Asked asked;
  private final Longs came = new Longs();
  private final Longs handled = new Longs();
  private long copied;
  private long calls;
  private long toldAgain;

  private ReplayWatch(RunFolder folder, ProbeWindow window, ReplayFlow.Asked asked) {
    this.folder = folder;
    this.window = window;
    this.asked = asked;
  }

  static ReplayFlow of(RunFolder folder, ProbeWindow window, ReplayFlow.Asked asked) {
    ReplayWatch watch = new ReplayWatch(folder, window, asked);
    watch.readTopics();
    watch.readStage();
    watch.readEffects();
    return watch.flow();
  }

  private ReplayFlow flow() {
    long[] arrivals = came.sorted();
    long[] departures = handled.sorted();
    double seconds = window.judgedSeconds();
    int readings = (int) ((window.endNanos() - window.judgedNanos()) / READ_EVERY);
    double[] waiting = new double[readings];
    for (int i = 0; i < readings; i++) {
      long at = window.judgedNanos() + i * READ_EVERY;
      waiting[i] = upTo(arrivals, at) - upTo(departures, at);
    }
    long through =
        upTo(departures, window.endNanos() - 1) - upTo(departures, window.judgedNanos() - 1);
    return new ReplayFlow(
        asked,
        copied / seconds,
        through / seconds,
        Slope.of(waiting, READ_EVERY / NANOS),
        calls / seconds,
        toldAgain / seconds);
  }

  private boolean isJudged(long nanos) {
    return nanos >= window.judgedNanos() && nanos < window.endNanos();
  }

  private void readTopics() {
    for (String topic : folder.observedTopics()) {
      boolean lane = topic.equals(asked.lane());
      // what stands in a retry or dead-letter topic was put off or given up, not told
      boolean live = topic.indexOf('.') < 0;
      if (lane || live) {
        try (ObservationScan scan = new ObservationScan(folder.observations(topic))) {
          while (scan.next()) {
            read(scan, lane);
          }
        }
      }
    }
  }

  private void read(ObservationScan scan, boolean lane) {
    boolean replayed = (scan.flags() & Observation.REPLAYED) != 0;
    boolean within = replayed && isJudged(scan.appendMillis() * NANOS_PER_MILLI);
    if (lane) {
      came.add(scan.receivedNanos());
      copied += within ? 1 : 0;
    } else {
      toldAgain += within ? 1 : 0;
    }
  }

  /** With the end of its handling an event of a retry topic is unparked, whatever it came to. */
  private void readStage() {
    for (Path file : folder.stageFiles(asked.stage())) {
      try (StageScan scan = new StageScan(file)) {
        int lane = scan.topics().indexOf(asked.lane());
        while (scan.next()) {
          if (scan.event() == StageRecord.Event.UNPARKED && scan.topic() == lane) {
            handled.add(scan.timeNanos());
          }
        }
      }
    }
  }

  private void readEffects() {
    for (String service : folder.services()) {
      Path file = folder.effects(service);
      if (Files.exists(file)) {
        try (EffectScan scan = new EffectScan(file)) {
          while (scan.next()) {
            calls += scan.replay() != 0 && isJudged(scan.finishedNanos()) ? 1 : 0;
          }
        }
      }
    }
  }

  /** How many of the sorted times are not later. */
  private static long upTo(long[] sorted, long time) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
