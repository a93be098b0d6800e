package io.orderstorm.report.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

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
    double[] together = new double[0];
    for (double[] process : Samples.perSecond(folder, clock, "cpuSeconds").values()) {
      together = together.length == 0 ? new double[process.length] : together;
      for (int second = 0; second < process.length; second++) {
        together[second] += process[second];
      }
    }
    double most = 0;
    int at = 0;
    for (int from = 0; from + WINDOW <= together.length; from++) {
      double used = Samples.mean(together, from, WINDOW);
      at = used > most ? from : at;
      most = Math.max(most, used);
    }
    return new CpuUse(cores(folder), most, at);
  }

  /** Whether next to nothing was left for a process that wanted to run. */
  boolean full() {
    return cores > 0 && used >= FULL * cores;
  }

  /** The cores of the machine; 0 if unknown. */
  static double cores(RunFolder folder) {
    if (!Files.exists(folder.environment())) {
      return 0;
    }
    try {
      JsonNode root = JSON.readTree(folder.environment().toFile());
      return root.path("machine").path("cores").asDouble(root.path("cores").asDouble());
    } catch (JsonProcessingException unreadable) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(folder.environment() + " cannot be read", e);
    }
  }
}
