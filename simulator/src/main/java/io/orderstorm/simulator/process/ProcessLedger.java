package io.orderstorm.simulator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Which processes this one started, on disk, so that a later start can end what a killed owner left
 * behind.
 *
 * <p>A process is known by its id <em>and</em> its start time: an id that was given to a stranger
 * since then is never touched.
 */
public final class ProcessLedger {

  private static final ProcessLedger OF_THIS_PROCESS =
      new ProcessLedger(folder(), ProcessHandle.current());

  private final Path file;
  private final ProcessHandle owner;

  ProcessLedger(Path folder, ProcessHandle owner) {
    this.file = folder.resolve(owner.pid() + ".tsv");
    this.owner = owner;
  }

  /** The ledger of this JVM. */
  public static ProcessLedger ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Notes a process that was started, so that it can be swept if this one is killed. */
  public synchronized void enter(ProcessHandle started, String name) {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        append(line(owner, "owner"));
      }
      append(line(started, name));
    } catch (IOException e) {
      throw new UncheckedIOException("can't note process " + started.pid() + " in " + file, e);
    }
  }

  /** Forgets everything: all that was entered has ended. */
  public synchronized void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + file, e);
    }
  }

  /**
   * Ends the processes of all owners that are gone.
   *
   * @return the names of those that were still there
   */
  public static List<String> sweep() {
    return sweep(folder());
  }

  static List<String> sweep(Path folder) {
    var swept = new ArrayList<String>();
    if (!Files.isDirectory(folder)) {
      return swept;
    }
    try (Stream<Path> ledgers = Files.list(folder)) {
      for (Path ledger : ledgers.filter(path -> path.toString().endsWith(".tsv")).toList()) {
        swept.addAll(sweepLedger(ledger));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder, e);
    }
    return swept;
  }

  private static List<String> sweepLedger(Path ledger) throws IOException {
    List<String> lines = Files.readAllLines(ledger);
    if (!lines.isEmpty() && Entry.parse(lines.get(0)).flatMap(Entry::find).isPresent()) {
      return List.of();
    }
    var swept = new ArrayList<String>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      Entry.parse(line)
          .ifPresent(entry -> entry.find().ifPresent(process -> end(process, entry.name(), swept)));
    }
    Files.delete(ledger);
    return swept;
  }

  private static void end(ProcessHandle process, String name, List<String> swept) {
    // descendants first: a database's helpers outlive their parent by seconds and hold its files
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    swept.add(name + " (pid " + process.pid() + ")");
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new IllegalStateException("process " + process.pid() + " does not end", e);
    }
  }

  private void append(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String line(ProcessHandle process, String name) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "\t" + started + "\t" + name;
  }

  private static Path folder() {
    return OrderStormHome.path().resolve("processes");
  }

  private record Entry(long pid, long startedMillis, String name) {

    static Optional<Entry> parse(String line) {
      String[] fields = line.split("\t", 3);
      return fields.length == 3
          ? Optional.of(new Entry(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2]))
          : Optional.empty();
    }

    Optional<ProcessHandle> find() {
      return ProcessHandle.of(pid)
          .filter(
              process ->
                  process.info().startInstant().map(Instant::toEpochMilli).orElse(0L)
                      == startedMillis)
          .filter(ProcessHandle::isAlive);
    }
  }
}
