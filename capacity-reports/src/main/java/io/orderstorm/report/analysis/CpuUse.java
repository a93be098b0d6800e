package io.orderstorm.report.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How full the processes of a run kept the machine, from {@code samples.csv}: the most cores that
 * they used together over 5 s of the load. Without samples or a known number of cores nothing is
 * known.
 *
 * @param cores that the machine has; 0 if unknown
 * @param used the most that were used, 0 if unknown
 * @param second of the load from which they were
 */
record CpuUse(double cores, double used, int second) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WINDOW = 5;
  private static final double FULL = 0.95;

  static CpuUse of(RunFolder folder, Clock clock) {
    try {
      double cores = cores(folder);
      double[] perSecond =
          Files.exists(folder.samples()) ? perSecond(folder, clock) : new double[0];
      double most = 0;
      int at = 0;
      for (int from = 0; from + WINDOW <= perSecond.length; from++) {
        double used = 0;
        for (int second = from; second < from + WINDOW; second++) {
          used += perSecond[second] / WINDOW;
        }
        at = used > most ? from : at;
        most = Math.max(most, used);
      }
      return new CpuUse(cores, most, at);
    } catch (IOException e) {
      throw new UncheckedIOException(folder.samples() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether next to nothing was left for a process that wanted to run. */
  boolean full() {
    return cores > 0 && used >= FULL * cores;
  }

  private static double cores(RunFolder folder) throws IOException {
    if (!Files.exists(folder.environment())) {
      return 0;
    }
    try {
      JsonNode root = JSON.readTree(folder.environment().toFile());
      return root.path("machine").path("cores").asDouble(root.path("cores").asDouble());
    } catch (JsonProcessingException unreadable) {
      return 0;
    }
  }

  /** Cores in use in each second of the load; a span between samples is spread over its seconds. */
  private static double[] perSecond(RunFolder folder, Clock clock) throws IOException {
    Map<String, TreeMap<Long, Double>> byProcess = new HashMap<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(folder.samples(), StandardCharsets.UTF_8, format)) {
      for (CSVRecord line : parser) {
        if (line.isSet("cpuSeconds") && !line.get("cpuSeconds").isEmpty()) {
          byProcess
              .computeIfAbsent(line.get("process"), p -> new TreeMap<>())
              .put(Long.parseLong(line.get("timeNanos")), number(line.get("cpuSeconds")));
        }
      }
    } catch (IllegalArgumentException | UncheckedIOException altered) {
      return new double[0];
    }
    double[] used = new double[Math.max(0, clock.second(clock.loadEnd()))];
    byProcess.values().forEach(samples -> spread(samples, clock, used));
    return used;
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static void spread(TreeMap<Long, Double> samples, Clock clock, double[] used) {
    Map.Entry<Long, Double> before = null;
    for (Map.Entry<Long, Double> sample : samples.entrySet()) {
      if (before != null && sample.getValue() >= before.getValue()) {
        double from = clock.sinceLoad(before.getKey());
        double to = clock.sinceLoad(sample.getKey());
        double cores = (sample.getValue() - before.getValue()) / (to - from);
        for (int second = Math.max(0, (int) from); second < Math.min(used.length, to); second++) {
          double share = Math.min(to, second + 1.0) - Math.max(from, second);
          used[second] += cores * Math.max(0, share);
        }
      }
      before = sample;
    }
  }
}
