package io.orderstorm.report.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.Repetition;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.folder.UnreadableRecordsException;
import io.orderstorm.report.result.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges a recorded run. */
public final class RunAnalysis {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunAnalysis() {}

  /**
   * Reads the raw records of a sealed run folder and judges them. The same folder and expectations
   * give the same result at any time.
   *
   * @throws UnreadableRecordsException if a record file is not what its name says
   */
  public static RunResult analyse(RunFolder folder, Expectations expectations) {
    return analyse(folder, expectations, () -> {});
  }

  /**
   * As {@link #analyse(RunFolder, Expectations)}, for measurements.
   *
   * @param read run once, when all that is kept of the orders has been read and nothing was judged
   */
  public static RunResult analyse(RunFolder folder, Expectations expectations, Runnable read) {
    Evidence evidence = Evidence.read(folder, expectations);
    read.run();
    return new Judgement(evidence, expectations).judge(environment(folder));
  }

  /**
   * Reads the raw records of a session of probes, sealed or still being written, and says what each
   * probe came to.
   *
   * @param windows of the probes that ended
   * @param capacities how many calls each downstream service works on at a time, by its name
   * @throws UnreadableRecordsException if a record file is not what its name says
   */
  public static List<ProbeFigures> probes(
      RunFolder folder,
      Expectations expectations,
      List<ProbeWindow> windows,
      Map<String, Integer> capacities) {
    return ProbeReview.of(Evidence.read(folder, expectations), expectations, windows, capacities);
  }

  /**
   * Counts what was done again in the time of some probes of a session.
   *
   * @param folder of a session, sealed or still being written
   * @throws UnreadableRecordsException if a record file is not what its name says
   */
  public static Repetition repetition(
      RunFolder folder, Expectations expectations, List<ProbeWindow> windows) {
    return RepetitionWatch.of(
        Evidence.read(folder, expectations), expectations.pipeline(), windows);
  }

  /**
   * Reads what a governed replay did in the judged part of a probe.
   *
   * @param folder of a session, sealed or still being written
   * @throws UnreadableRecordsException if a record file is not what its name says
   */
  public static ReplayFlow replay(RunFolder folder, ProbeWindow window, ReplayFlow.Asked asked) {
    return ReplayWatch.of(folder, window, asked);
  }

  private static Map<String, String> environment(RunFolder folder) {
    Map<String, String> environment = new LinkedHashMap<>();
    if (Files.exists(folder.environment())) {
      try {
        flatten("", JSON.readTree(Files.readString(folder.environment())), environment);
      } catch (JsonProcessingException e) {
        environment.put("environment.json", "is no JSON");
      } catch (IOException e) {
        throw new UncheckedIOException(folder.environment() + " cannot be read", e);
      }
    }
    return environment;
  }

  private static void flatten(String name, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  flatten(
                      name.isEmpty() ? member.getKey() : name + "." + member.getKey(),
                      member.getValue(),
                      into));
    } else {
      into.put(name, node.isTextual() ? node.asText() : node.toString());
    }
  }
}
