package io.orderstorm.simulator.broker;

import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.ClassDataArchive;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.FileLimit;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.Precedence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One broker, which may die and come back on the same ports with the same data. Thread-safe. */
public final class EmbeddedBroker {

  /** Small, and quick to start. */
  private static final List<String> JVM =
      List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC", "-Dorderstorm.log.level=INFO");

  private final int id;
  private final Path properties;
  private final String clusterId;
  private final Path log;
  private final Compilation compilation;
  private final ClassDataArchive archive;
  private final AtomicReference<ChildJvm> process = new AtomicReference<>();

  EmbeddedBroker(int id, Path properties, String clusterId, Path log, Compilation compilation) {
    this.id = id;
    this.properties = properties;
    this.clusterId = clusterId;
    this.log = log;
    this.compilation = compilation;
    this.archive = ClassDataArchive.of("broker", JVM);
  }

  /** The node id. */
  public int id() {
    return id;
  }

  public String name() {
    return "broker-" + id;
  }

  public long pid() {
    return process().pid();
  }

  public boolean isAlive() {
    return process().isAlive();
  }

  /** The running or last process, for its exit status and log. */
  public ChildJvm process() {
    ChildJvm current = process.get();
    if (current == null) {
      throw new IllegalStateException(name() + " was never started");
    }
    return current;
  }

  /** Starts the broker's process; returns before the broker serves. */
  public void start() {
    var options = new ArrayList<String>(JVM);
    List<String> mapped = archive.use();
    // one writer is enough, and writing takes seconds at its end
    options.addAll(mapped.isEmpty() && id == 1 ? archive.create() : mapped);
    process.set(
        ChildJvm.start(
            new Launch(
                name(),
                BrokerMain.class.getName(),
                List.of(properties.toString(), clusterId),
                Precedence.SYSTEM_UNDER_TEST,
                compilation,
                options,
                log),
            message -> {}));
  }

  /** Ends the broker at once, as a power cut would (SIGKILL). */
  public void kill() {
    process().kill();
  }

  /** Asks the broker to hand over its leaderships and stop (SIGTERM); does not wait. */
  public void stop() {
    process().terminate();
  }

  /** Freezes the broker (SIGSTOP). */
  public void pause() {
    process().pause();
  }

  /** Lets a frozen broker go on (SIGCONT). */
  public void resume() {
    process().resume();
  }

  /**
   * From now on whatever the broker writes to a file fails, as if its disk were full. It keeps its
   * metadata on the same disk as its topics, so it will end itself.
   */
  public void fillDisk() {
    FileLimit.NO_ROOM.set(pid());
  }

  /** There is room again. What failed meanwhile stays failed. */
  public void freeDisk() {
    FileLimit.NONE.set(pid());
  }

  boolean wasStarted() {
    return process.get() != null;
  }

  /** A frozen process can't act on SIGTERM. */
  void resumeIfPaused() {
    if (isAlive()) {
      resume();
    }
  }

  /** Waits for the end of a {@linkplain #stop stopping} broker, then insists. */
  void awaitEnd(Duration atMost) {
    if (process().awaitEnd(atMost)) {
      archive.adopt();
    } else {
      kill();
    }
  }
}
