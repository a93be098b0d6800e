package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.watch.ProcessSamples;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.ClassDataArchive;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.Precedence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * A process of the run that talks: generator, pipeline or backends. What it tells is one word and
 * its details; each word can be waited for. Thread-safe.
 */
final class Part implements AutoCloseable {

  /** A first run also writes its class-data archive, which takes seconds. */
  private static final String NURSERY = "128m";

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

  private final ChildJvm process;
  private final ClassDataArchive archive;
  private final RunLog log;
  private final Map<String, CompletableFuture<String>> told;
  private final AtomicReference<Consumer<Double>> gcListener;
  private volatile boolean closing;

  private Part(
      ChildJvm process,
      ClassDataArchive archive,
      RunLog log,
      Map<String, CompletableFuture<String>> told,
      AtomicReference<Consumer<Double>> gcListener) {
    this.process = process;
    this.archive = archive;
    this.log = log;
    this.told = told;
    this.gcListener = gcListener;
  }

  /**
   * Starts a process of the run.
   *
   * @param precedence whether it measures or is measured
   * @param heap its largest heap, as the JVM's option takes it
   * @param kind whose class-data archive it maps; it writes one only if this is its own name
   * @param alerts receives what the process tells of the pipeline, an alert or how calls went: the
   *     word and its details
   */
  static Part start(
      String name,
      String kind,
      Class<?> main,
      List<String> arguments,
      Precedence precedence,
      Compilation compilation,
      String heap,
      RunFolder folder,
      RunLog log,
      Consumer<String> alerts) {
    var told = new ConcurrentHashMap<String, CompletableFuture<String>>();
    var gcListener = new AtomicReference<Consumer<Double>>(seconds -> {});
    List<String> jvm =
        List.of(
            "-Xms64m",
            "-Xmx" + heap,
            // a small nursery would be collected several times a second
            "-Xmn" + NURSERY,
            "-XX:+UseSerialGC",
            "-Dorderstorm.log.level=INFO",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dgatling.data.enableAnalytics=false",
            "-Djava.util.prefs.userRoot=" + folder.gatling().toAbsolutePath());
    ClassDataArchive archive = ClassDataArchive.of(kind, List.of(heap));
    var options = new ArrayList<String>(jvm);
    options.addAll(archive.use());
    if (kind.equals(name)) {
      options.addAll(archive.create());
    }
    ChildJvm process =
        ChildJvm.start(
            new Launch(
                name,
                main.getName(),
                arguments,
                precedence,
                compilation,
                options,
                folder.log(name)),
            message ->
                hear(
                    name,
                    message,
                    told,
                    log,
                    alerts,
                    seconds -> Objects.requireNonNull(gcListener.get()).accept(seconds)));
    return new Part(process, archive, log, told, gcListener);
  }

  private static void hear(
      String name,
      String message,
      Map<String, CompletableFuture<String>> told,
      RunLog log,
      Consumer<String> alerts,
      Consumer<Double> gcListener) {
    int space = message.indexOf(' ');
    String word = space < 0 ? message : message.substring(0, space);
    String details = space < 0 ? "" : message.substring(space + 1);
    switch (word) {
      case "hiccup" -> {
        String[] figures = details.split(" ", 2);
        log.note(
            RunEvent.HICCUP,
            Map.of(
                "process", name,
                "p99Ms", Double.parseDouble(figures[0]),
                "maxMs", Double.parseDouble(figures[1])));
      }
      case "clock-step" ->
          log.note(RunEvent.CLOCK_STEP, Map.of("process", name, "stepMs", Long.parseLong(details)));
      case "gc" -> gcListener.accept(Double.parseDouble(details));
      case "alert", "calls" -> alerts.accept(message);
      default -> told.computeIfAbsent(word, any -> new CompletableFuture<>()).complete(details);
    }
  }

  /** Has the process's CPU, memory and collections written down from now on. */
  Part sampledBy(ProcessSamples samples) {
    samples.follow(name(), pid());
    gcListener.set(seconds -> samples.collected(name(), seconds));
    return this;
  }

  String name() {
    return process.name();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether the process told this word since the last wait for it. */
  boolean hasTold(String word) {
    CompletableFuture<String> message = told.get(word);
    return message != null && message.isDone();
  }

  void tell(String command) {
    process.tell(command);
  }

  /** As {@link #tell}, for what leads to the process's end: one that ends anyway needs not hear. */
  void tellToEnd(String command) {
    process.tellToEnd(command);
  }

  /**
   * Waits until the process tells a word.
   *
   * @return the word's details
   * @throws HarnessException if the process ends instead, or the time is over
   */
  String await(String word, Duration atMost) {
    CompletableFuture<String> message =
        told.computeIfAbsent(word, any -> new CompletableFuture<>());
    CompletableFuture<String> ended =
        process
            .exit()
            .thenApply(
                status -> {
                  throw new HarnessException(
                      name() + " ended with status " + status + "; its log is " + process.log());
                });
    try {
      Object details =
          CompletableFuture.anyOf(message, ended).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      told.remove(word);
      return String.valueOf(details);
    } catch (TimeoutException e) {
      throw new HarnessException(
          name()
              + " did not tell '"
              + word
              + "' within "
              + atMost.toSeconds()
              + " s; its log is "
              + process.log(),
          e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HarnessException failure
          ? failure
          : new HarnessException(name() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarnessException("interrupted while waiting for " + name(), e);
    }
  }

  /** Notes the process's death as an event, unless it was told to end. */
  Part reportDeath(Consumer<String> died) {
    return reportDeath(died, status -> false, () -> {});
  }

  /**
   * Notes the process's death as an event, unless it was told to end.
   *
   * @param died told of a death that nobody planned
   * @param planned whether an exit status tells of a death that a fault asked for …
   * @param endedByFault … of which this is told instead
   */
  Part reportDeath(Consumer<String> died, IntPredicate planned, Runnable endedByFault) {
    var unused =
        process
            .exit()
            .thenAccept(
                status -> {
                  if (!closing) {
                    boolean meant = planned.test(status);
                    log.note(
                        RunEvent.PROCESS_DIED,
                        Map.of("process", name(), "planned", meant, "status", status));
                    if (meant) {
                      endedByFault.run();
                    } else {
                      died.accept(end(status));
                    }
                  }
                });
    return this;
  }

  private String end(int status) {
    return name() + " ended with status " + status + "; its log is " + process.log();
  }

  /** The process itself, for what faults do to it. */
  ChildJvm process() {
    return process;
  }

  /** The process's end is expected from now on. */
  void expectEnd() {
    closing = true;
  }

  /**
   * Ends the process: waits for one whose end is expected, asks any other, and insists after a
   * while.
   */
  @Override
  public void close() {
    boolean ended = closing && process.awaitEnd(ENDS_WITHIN);
    closing = true;
    if (!ended) {
      process.close();
    }
    archive.adopt();
  }
}
