package io.orderstorm.scenario.compare;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs below a folder over time, by scenario. It lists; whether a difference is more than
 * chance is {@link GroupReport}'s question.
 *
 * @param scenarios by name, each run in the order in which they were played
 * @param unread folders that look like a run and could not be read, with the reason
 */
public record Trend(Map<String, List<Run>> scenarios, List<String> unread) {

  private static final int DEPTH = 3;
  private static final String END_TO_END = "end-to-end";

  public Trend {
    scenarios = new TreeMap<>(scenarios);
    unread = List.copyOf(unread);
  }

  /**
   * A run.
   *
   * @param worstRtoSeconds of any stage after any fault; null if there was no fault to recover
   *     from, or {@code recovered} is false
   * @param recovered whether every stage did, from every fault
   * @param p50Ms end to end, null if no order ended
   * @param changed the settings in which it differs from the run before, as {@code before → now}
   */
  public record Run(
      String id,
      String folder,
      Instant startedAt,
      String verdict,
      @Nullable Double worstRtoSeconds,
      boolean recovered,
      @Nullable Double p50Ms,
      @Nullable Double p99Ms,
      @Nullable Double offeredPeakPerSecond,
      @Nullable Double goodputPerSecond,
      @Nullable Double cpuPerOrderMs,
      Map<String, String> changed) {

    public Run {
      changed = new TreeMap<>(changed);
    }
  }

  /**
   * Lists the judged runs in a folder and in its folders.
   *
   * @throws ScenarioException if the folder is none
   */
  public static Trend of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ScenarioException(folder + ": is no folder; a folder with run folders is expected");
    }
    var unread = new ArrayList<String>();
    var runs = new ArrayList<JudgedRun>();
    for (Path result : results(folder)) {
      Path run = result.toAbsolutePath().getParent();
      if (run != null) {
        try {
          JudgedRun judged = JudgedRun.of(RunFolder.open(run));
          judged.startedAt();
          runs.add(judged);
        } catch (RuntimeException e) {
          unread.add(folder.toAbsolutePath().relativize(run) + ": " + e.getMessage());
        }
      }
    }
    runs.sort(Comparator.comparing(JudgedRun::startedAt));
    var before = new TreeMap<String, JudgedRun>();
    var scenarios = new TreeMap<String, List<Run>>();
    for (JudgedRun run : runs) {
      JudgedRun last = before.put(run.scenario(), run);
      scenarios
          .computeIfAbsent(run.scenario(), name -> new ArrayList<>())
          .add(line(folder.toAbsolutePath(), run, last));
    }
    return new Trend(scenarios, unread);
  }

  private static List<Path> results(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.endsWith("result.json"))
          .filter(file -> Files.exists(file.resolveSibling("scenario.yaml")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder, e);
    }
  }

  private static Run line(Path below, JudgedRun run, @Nullable JudgedRun last) {
    boolean recovered = !run.hasUnendedRecovery();
    return new Run(
        run.id(),
        below.relativize(run.folder().root().toAbsolutePath()).toString(),
        run.startedAt(),
        run.verdict(),
        recovered ? run.worstRtoSeconds() : null,
        recovered,
        run.latency(END_TO_END, "p50Ms"),
        run.latency(END_TO_END, "p99Ms"),
        run.throughput("offeredPeakPerSecond"),
        run.throughput("goodputPerSecond"),
        run.cpuPerOrderMs(),
        last == null ? Map.of() : Likeness.differences(last.settings(), run.settings()));
  }
}
