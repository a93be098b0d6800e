package io.orderstorm.fault.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can't be mistaken for another one that was given its id later.
 *
 * @param started when it began, in a notation of the platform's: on Linux the boot's id and the
 *     kernel's ticks since then, which no change of the wall clock can alter
 */
public record ProcessMark(long pid, String started) {

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int STATE = 0;
  private static final int START_TICKS = 19;

  /** The mark of a living process; empty if there is none of that id. */
  public static Optional<ProcessMark> of(ProcessHandle process) {
    return started(process.pid()).map(started -> new ProcessMark(process.pid(), started));
  }

  /** Of this JVM. */
  static ProcessMark ofThisProcess() {
    return of(ProcessHandle.current())
        .orElseThrow(() -> new IllegalStateException("This process can't be found"));
  }

  /** Whether the same process is still there; one that only waits to be reaped is not. */
  public boolean stillRuns() {
    return started(pid).filter(started::equals).isPresent();
  }

  private static Optional<String> started(long pid) {
    return Files.exists(BOOT)
        ? ofLinux(pid)
        : ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .flatMap(process -> process.info().startInstant())
            .map(Instant::toString);
  }

  /** The fields behind the command's name, which may contain anything. */
  private static Optional<String> ofLinux(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      var dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
      return dead
          ? Optional.empty()
          : Optional.of(Files.readString(BOOT).strip() + "/" + fields[START_TICKS]);
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
