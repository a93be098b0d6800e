package io.orderstorm.scenario.watch;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.time.RunClock;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CPU and memory of every process of the run, sampled from outside, so that a frozen one is seen
 * too, and what our own tell of their collections. Rows of {@code samples.csv}; a value that the
 * platform does not tell stays empty.
 */
public final class ProcessSamples implements AutoCloseable {

  private static final long PAGE_BYTES = 4096;

  private final BufferedWriter out;
  private final MachineSamples machine;
  private final RunClock clock;
  private final Set<String> trees = ConcurrentHashMap.newKeySet();
  private final Map<String, ProcessHandle> processes = new ConcurrentHashMap<>();
  private final Map<String, Double> collections = new ConcurrentHashMap<>();

  private ProcessSamples(BufferedWriter out, MachineSamples machine, RunClock clock) {
    this.out = out;
    this.machine = machine;
    this.clock = clock;
  }

  /** Begins {@code samples.csv} and {@code machine.csv}. */
  public static ProcessSamples to(RunFolder folder, RunClock clock) {
    try {
      BufferedWriter out = Files.newBufferedWriter(folder.samples());
      out.write("timeNanos,process,cpuSeconds,rssBytes,gcSeconds\n");
      return new ProcessSamples(out, MachineSamples.to(folder.machine()), clock);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + folder.samples(), e);
    }
  }

  /** Follows a process under a name; a restarted one replaces its predecessor. */
  public void follow(String name, long pid) {
    collections.remove(name); // a successor counts from its own start
    ProcessHandle.of(pid).ifPresent(process -> processes.put(name, process));
  }

  /** Follows a process and whatever it starts as if they were one. */
  public void followTree(String name, long pid) {
    trees.add(name);
    follow(name, pid);
  }

  /** Notes how many seconds a process has spent in collections since it started. */
  public void collected(String name, double seconds) {
    collections.put(name, seconds);
  }

  /** Takes one sample of each process that lives. */
  public synchronized void sample() {
    long now = clock.nanos();
    try {
      for (Map.Entry<String, ProcessHandle> process : processes.entrySet()) {
        if (process.getValue().isAlive()) {
          out.write(
              now
                  + ","
                  + process.getKey()
                  + ","
                  + cpu(process.getKey(), process.getValue())
                  + ","
                  + rss(process.getValue())
                  + ","
                  + gc(process.getKey())
                  + "\n");
        }
      }
      machine.sample(now);
      out.flush(); // whoever reads along must not miss the last seconds
    } catch (IOException e) {
      throw new UncheckedIOException("can't write a sample", e);
    }
  }

  private String gc(String process) {
    Double seconds = collections.get(process);
    return seconds == null ? "" : seconds.toString();
  }

  private String cpu(String name, ProcessHandle process) {
    Optional<Duration> own = process.info().totalCpuDuration();
    Duration others =
        trees.contains(name)
            ? process
                .descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus)
            : Duration.ZERO;
    return own.map(others::plus)
        .map(Duration::toMillis)
        .map(millis -> Double.toString(millis / 1e3))
        .orElse("");
  }

  private static String rss(ProcessHandle process) {
    try {
      String[] pages =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm")).split(" ", 3);
      return Long.toString(Long.parseLong(pages[1]) * PAGE_BYTES);
    } catch (IOException ended) {
      return "";
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
      machine.close();
    } catch (IOException e) {
      throw new UncheckedIOException("can't finish the samples", e);
    }
  }
}
