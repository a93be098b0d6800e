package io.orderstorm.fault.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reversals that this process owes, with a watchdog that sees to them if it can't. Thread-safe.
 */
public final class LeaseBook implements Reversals, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseBook.class);
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(500);
  private static final int RENEWALS_PER_LEASE = 5;

  private final LeaseFile file;
  private final FileChannel channel;
  private final Watchdog watchdog;
  private final ScheduledExecutorService renewal;
  private long lastNumber;

  private LeaseBook(LeaseFile file, FileChannel channel, Watchdog watchdog, Duration lease) {
    this.file = file;
    this.channel = channel;
    this.watchdog = watchdog;
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "lease-renewal");
              thread.setDaemon(true);
              return thread;
            });
    var everyNanos = lease.toNanos() / RENEWALS_PER_LEASE;
    var unused =
        renewal.scheduleAtFixedRate(this::renew, everyNanos, everyNanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Opens a book and starts its watchdog; returns when that watches.
   *
   * @param folder for lease files, shared by all runs on this host, so that leftovers are found
   * @param lease after so long a silence of this process all is reverted, which begins when three
   *     quarters of it have passed; at least 500 ms
   * @throws IOException if the folder can't be written or the watchdog does not start
   */
  public static LeaseBook open(Path folder, Duration lease) throws IOException {
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException(
          "A lease lasts at least "
              + SHORTEST_LEASE.toMillis()
              + " ms, but is "
              + lease.toMillis()
              + " ms");
    }
    var owner = ProcessMark.ofThisProcess();
    Files.createDirectories(folder);
    var file =
        new LeaseFile(folder.resolve(owner.pid() + "-" + UUID.randomUUID() + LeaseFile.ACTIVE));
    var channel = created(file.path(), owner);
    try {
      return new LeaseBook(file, channel, Watchdog.start(file, owner, lease), lease);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(file.path());
      throw e;
    }
  }

  /** The file appears with its owner in it, or a sweep of another run would take it for a ruin. */
  private static FileChannel created(Path path, ProcessMark owner) throws IOException {
    var unnamed = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(unnamed, LeaseFile.owner(owner));
    Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
    return FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** The watchdog's process. */
  public ProcessHandle watchdog() {
    return watchdog.process();
  }

  @Override
  public synchronized Held hold(Reversal reversal) throws IOException {
    var number = ++lastNumber;
    write(channel, LeaseFile.hold(number, reversal), true);
    if (!Files.exists(file.path())) {
      throw new IOException("the lease has ended: this process was silent for too long");
    }
    if (!watchdog.process().isAlive()) {
      throw new IOException("the watchdog of this process is gone");
    }
    return () -> strikeOut(number);
  }

  private synchronized void strikeOut(long number) throws IOException {
    if (channel.isOpen()) {
      write(channel, LeaseFile.done(number), true);
    }
  }

  private synchronized void renew() {
    try {
      write(channel, "\n", false);
    } catch (IOException e) {
      LOG.warn("The lease {} can't be renewed", file.path(), e);
    }
  }

  private static void write(FileChannel channel, String line, boolean force) throws IOException {
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (force) {
      channel.force(false);
    }
  }

  /** Ends the lease. The watchdog reverts what is still on record, and ends as well. */
  @Override
  public void close() throws IOException {
    renewal.shutdownNow();
    synchronized (this) {
      channel.close();
      file.end();
    }
    watchdog.awaitEnd();
  }
}
