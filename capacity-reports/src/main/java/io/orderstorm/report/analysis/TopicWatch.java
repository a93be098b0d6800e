package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.scan.ObservationScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the topics' partitions grew in probes, by when the observer had their records. Every record
 * counts, retry and dead-letter topics' and injected ones too: a partition takes them all in.
 */
final class TopicWatch {

  private static final long SECOND = 1_000_000_000L;

  /** What a partition takes in for so many seconds on end, it takes in for longer too. */
  private static final int SUSTAINED = 5;

  private TopicWatch() {}

  /** The topics of each window, in the order of the windows; topics without records left out. */
  static List<List<TopicFigures>> within(RunFolder folder, List<ProbeWindow> windows) {
    List<List<TopicFigures>> all = new ArrayList<>();
    windows.forEach(window -> all.add(new ArrayList<>()));
    for (String topic : folder.observedTopics()) {
      List<Growth> growths = windows.stream().map(Growth::new).toList();
      try (ObservationScan scan = new ObservationScan(folder.observations(topic))) {
        while (scan.next()) {
          for (Growth growth : growths) {
            growth.add(scan.partition(), scan.receivedNanos());
          }
        }
      }
      for (int i = 0; i < growths.size(); i++) {
        if (growths.get(i).records > 0) {
          all.get(i).add(growths.get(i).figures(topic));
        }
      }
    }
    return all;
  }

  /** The growth of one topic in one window. */
  private static final class Growth {

    private final ProbeWindow window;
    private final int seconds;
    private final Map<Integer, long[]> bySecond = new TreeMap<>();
    private long records;

    /** The last element of each row counts what came after the last whole second. */
    Growth(ProbeWindow window) {
      this.window = window;
      this.seconds = (int) ((window.endNanos() - window.judgedNanos()) / SECOND);
    }

    void add(int partition, long received) {
      if (received >= window.judgedNanos() && received < window.endNanos()) {
        int second = (int) ((received - window.judgedNanos()) / SECOND);
        bySecond.computeIfAbsent(partition, p -> new long[seconds + 1])[second]++;
        records++;
      }
    }

    TopicFigures figures(String topic) {
      int busiest = -1;
      long most = -1;
      long highest = 0;
      for (Map.Entry<Integer, long[]> partition : bySecond.entrySet()) {
        long sum = 0;
        long lately = 0;
        long[] counts = partition.getValue();
        for (int second = 0; second < counts.length; second++) {
          sum += counts[second];
          lately += counts[second] - (second >= SUSTAINED ? counts[second - SUSTAINED] : 0);
          if (second >= SUSTAINED - 1 && second < seconds) {
            highest = Math.max(highest, lately);
          }
        }
        if (sum > most) {
          most = sum;
          busiest = partition.getKey();
        }
      }
      return new TopicFigures(
          topic,
          records / window.judgedSeconds(),
          busiest,
          most / window.judgedSeconds(),
          highest / (double) SUSTAINED);
    }
  }
}
