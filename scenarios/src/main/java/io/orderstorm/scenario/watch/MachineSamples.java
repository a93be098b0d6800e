package io.orderstorm.scenario.watch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the machine's cores have been busy in all, whoever kept them so, and how much of that
 * was work that gives way to any other (the scheduling class {@code SCHED_IDLE}): what the run's
 * own processes did not take of the rest, somebody else did. Rows of {@code machine.csv}; none
 * where there is no {@code /proc/stat}.
 */
final class MachineSamples implements AutoCloseable {

  private static final Path PROC = Path.of("/proc");

  /** The kernel tells time in hundredths of a second, whatever its own tick is. */
  private static final double TICKS_PER_SECOND = 100;

  /** The first line's columns: cpu user nice system idle iowait irq softirq steal. */
  private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8);

  /** Places in a process's stat, counted behind its name: user and system time, policy. */
  private static final int UTIME = 11;

  private static final int STIME = 12;
  private static final int POLICY = 38;
  private static final String IDLE_CLASS = "5";

  private final BufferedWriter out;
  private Map<String, Long> yielding = new HashMap<>();
  private long yieldedTicks;

  private MachineSamples(BufferedWriter out) {
    this.out = out;
  }

  static MachineSamples to(Path file) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file);
    out.write("timeNanos,busySeconds,yieldingSeconds\n");
    return new MachineSamples(out);
  }

  void sample(long now) throws IOException {
    Path stat = PROC.resolve("stat");
    if (!Files.isReadable(stat)) {
      return;
    }
    String line;
    try (var reader = Files.newBufferedReader(stat)) {
      line = reader.readLine();
    }
    String[] columns = line == null ? new String[0] : line.trim().split("\\s+", -1);
    if (columns.length > 8) {
      long ticks = 0;
      for (int column : BUSY) {
        ticks += Long.parseLong(columns[column]);
      }
      addYielding();
      out.write(
          now + "," + ticks / TICKS_PER_SECOND + "," + yieldedTicks / TICKS_PER_SECOND + "\n");
      out.flush();
    }
  }

  /** What processes that give way have used since the sample before. */
  private void addYielding() throws IOException {
    var seen = new HashMap<String, Long>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        Long ticks = yieldingTicks(process);
        if (ticks != null) {
          String pid = process.getFileName().toString();
          Long before = yielding.get(pid);
          yieldedTicks += before == null ? 0 : Math.max(0, ticks - before);
          seen.put(pid, ticks);
        }
      }
    }
    yielding = seen;
  }

  /** What a process has used; null if it does not give way, or has ended. */
  private static @Nullable Long yieldingTicks(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields.length > POLICY && fields[POLICY].equals(IDLE_CLASS)
          ? Long.valueOf(Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]))
          : null;
    } catch (IOException ended) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
