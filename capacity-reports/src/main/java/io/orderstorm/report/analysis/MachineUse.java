package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.folder.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What of the machine was taken by others in a probe: all that was busy, from {@code machine.csv},
 * less what gave way to any other work, and less what the run's processes used.
 *
 * @param foreign cores, on average
 * @param cores of the machine
 */
record MachineUse(double foreign, double cores) {

  double share() {
    return foreign / cores;
  }

  /** Empty if the machine or the processes were not sampled. */
  static Optional<MachineUse> foreign(
      RunFolder folder, ProbeWindow window, Map<String, Double> coresOf) {
    NavigableMap<Long, Double> busy = read(folder);
    Map.Entry<Long, Double> first = busy.ceilingEntry(window.judgedNanos());
    Map.Entry<Long, Double> last = busy.floorEntry(window.endNanos());
    double cores = CpuUse.cores(folder);
    if (first == null || last == null || coresOf.isEmpty() || cores == 0) {
      return Optional.empty();
    }
    double seconds = (last.getKey() - first.getKey()) / 1e9;
    if (seconds < window.judgedSeconds() / 2) {
      return Optional.empty();
    }
    double all = (last.getValue() - first.getValue()) / seconds;
    double own = coresOf.values().stream().mapToDouble(Double::doubleValue).sum();
    return Optional.of(new MachineUse(Math.max(0, all - own), cores));
  }

  private static NavigableMap<Long, Double> read(RunFolder folder) {
    NavigableMap<Long, Double> busy = new TreeMap<>();
    if (!Files.exists(folder.machine())) {
      return busy;
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(folder.machine(), StandardCharsets.UTF_8, format)) {
      for (CSVRecord line : parser) {
        busy.put(
            Long.parseLong(line.get("timeNanos")),
            Double.parseDouble(line.get("busySeconds"))
                - Double.parseDouble(line.get("yieldingSeconds")));
      }
      return busy;
    } catch (IllegalArgumentException | UncheckedIOException altered) {
      return new TreeMap<>();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.machine() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
