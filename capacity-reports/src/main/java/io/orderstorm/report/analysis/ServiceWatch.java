package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeFigures.ServiceFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.scan.EffectScan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How busy the downstream services were in a probe. Their log tells when a call came and when it
 * was done; a service with room for c calls that has n works on the smaller of both, whatever the
 * order in which it takes them.
 */
final class ServiceWatch {

  private static final double MS = 1e6;

  private ServiceWatch() {}

  static List<ServiceFigures> of(
      Evidence evidence, Topology pipeline, ProbeWindow window, Map<String, Integer> capacities) {
    List<ServiceFigures> services = new ArrayList<>();
    for (Topology.Stage stage : pipeline.stages()) {
      Path file = evidence.folder().effects(stage.service());
      Integer capacity = capacities.get(stage.service());
      if (capacity != null && Files.exists(file)) {
        services.add(watch(file, stage, window, capacity));
      }
    }
    return services;
  }

  private static ServiceFigures watch(
      Path file, Topology.Stage stage, ProbeWindow window, int capacity) {
    long from = window.judgedNanos();
    long to = window.endNanos();
    Longs came = new Longs();
    Longs done = new Longs();
    long calls = 0;
    try (EffectScan scan = new EffectScan(file)) {
      while (scan.next()) {
        if (scan.finishedNanos() > from && scan.startedNanos() < to) {
          came.add(Math.max(from, scan.startedNanos()));
          done.add(Math.min(to, scan.finishedNanos()));
          calls += scan.finishedNanos() < to ? 1 : 0;
        }
      }
    }
    double busy = busyNanos(sorted(came), sorted(done), capacity);
    double seconds = window.judgedSeconds();
    return new ServiceFigures(
        stage.service(),
        stage.name(),
        calls / seconds,
        busy / (to - from),
        calls == 0 ? 0 : busy / calls / MS);
  }

  private static long[] sorted(Longs times) {
    long[] sorted = Arrays.copyOf(times.toArray(), times.size());
    Arrays.sort(sorted);
    return sorted;
  }

  /** The integral of the calls that are worked on. */
  private static double busyNanos(long[] came, long[] done, int capacity) {
    double busy = 0;
    int next = 0;
    int present = 0;
    long before = came.length == 0 ? 0 : came[0];
    for (long end : done) {
      while (next < came.length && came[next] <= end) {
        busy += (double) Math.min(present, capacity) * (came[next] - before);
        before = came[next++];
        present++;
      }
      busy += (double) Math.min(present, capacity) * (end - before);
      before = end;
      present--;
    }
    return busy;
  }
}
