package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What {@code samples.csv} says of the run's processes; empty values say nothing. */
final class Samples {

  private Samples() {}

  /**
   * How much of a sum of seconds, such as CPU time, each process added in each second of the load,
   * in seconds; a span between samples is spread over its seconds. Empty without samples.
   */
  static Map<String, double[]> perSecond(RunFolder folder, Clock clock, String column) {
    Map<String, double[]> perSecond = new TreeMap<>();
    int seconds = Math.max(0, clock.second(clock.loadEnd()));
    read(folder, column)
        .forEach((process, sums) -> perSecond.put(process, spread(sums, clock, seconds)));
    return perSecond;
  }

  /** When the last sample was taken; the least value if none was. */
  static long last(RunFolder folder, String column) {
    return read(folder, column).values().stream()
        .filter(samples -> !samples.isEmpty())
        .mapToLong(NavigableMap::lastKey)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private static Map<String, NavigableMap<Long, Double>> read(RunFolder folder, String column) {
    Map<String, NavigableMap<Long, Double>> byProcess = new TreeMap<>();
    if (!Files.exists(folder.samples())) {
      return byProcess;
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(folder.samples(), StandardCharsets.UTF_8, format)) {
      for (CSVRecord line : parser) {
        if (line.isSet(column) && !line.get(column).isEmpty()) {
          byProcess
              .computeIfAbsent(line.get("process"), p -> new TreeMap<>())
              .put(Long.parseLong(line.get("timeNanos")), Double.parseDouble(line.get(column)));
        }
      }
      return byProcess;
    } catch (IllegalArgumentException | UncheckedIOException altered) {
      return new TreeMap<>();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.samples() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static double[] spread(NavigableMap<Long, Double> sums, Clock clock, int seconds) {
    double[] added = new double[seconds];
    Map.Entry<Long, Double> before = null;
    for (Map.Entry<Long, Double> sample : sums.entrySet()) {
      if (before != null && sample.getValue() >= before.getValue()) {
        double from = clock.sinceLoad(before.getKey());
        double to = clock.sinceLoad(sample.getKey());
        double rate = (sample.getValue() - before.getValue()) / (to - from);
        for (int second = Math.max(0, (int) from); second < Math.min(seconds, to); second++) {
          double share = Math.min(to, second + 1.0) - Math.max(from, second);
          added[second] += rate * Math.max(0, share);
        }
      }
      before = sample;
    }
    return added;
  }

  /** The mean over some seconds from one on. */
  static double mean(double[] perSecond, int from, int seconds) {
    double sum = 0;
    for (int second = from; second < from + seconds; second++) {
      sum += perSecond[second] / seconds;
    }
    return sum;
  }
}
