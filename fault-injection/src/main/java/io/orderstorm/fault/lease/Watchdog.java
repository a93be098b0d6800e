package io.orderstorm.fault.lease;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A watchdog's process, from its owner's side. */
final class Watchdog {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  /** What a terminal's Ctrl-C or hang-up does to the harness must not be done to the watchdog. */
  private static final List<String> UNDISTURBED =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private static final List<String> SMALL_JVM =
      List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /** Returns when it watches. */
  static Watchdog start(LeaseFile file, ProcessMark owner, Duration lease) throws IOException {
    var command = new java.util.ArrayList<>(UNDISTURBED);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL_JVM);
    command.addAll(List.of("-cp", classPath(), WatchdogMain.class.getName()));
    command.addAll(WatchdogMain.arguments(file, owner, lease));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line = lines.readLine();
    if (!WatchdogMain.WATCHING.equals(line)) {
      process.destroyForcibly();
      throw new IOException("The watchdog did not start: " + (line == null ? "it ended" : line));
    }
    return new Watchdog(process);
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  void awaitEnd() {
    try {
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The watchdog (pid {}) still has something to revert", process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Build tools put long class paths into a jar's manifest and keep the real one in a property. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))
        .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
  }
}
