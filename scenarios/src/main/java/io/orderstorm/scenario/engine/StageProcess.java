package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.Effect;
import io.orderstorm.scenario.watch.ProcessSamples;
import io.orderstorm.simulator.stage.PoisonMark;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A process with consumers in it, which may die by a fault and come back under the same name. One
 * that dies of crash poison is started again after a while, and after a longer one if it dies
 * again, as Kubernetes does it: nobody but the pipeline itself can end the loop. Thread-safe.
 */
final class StageProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(25);

  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(8);

  private final Supplier<Part> launch;
  private final Consumer<String> died;
  private final boolean diesOfPoison;
  private final AtomicLong crashes = new AtomicLong();
  private final ProcessSamples samples;
  private volatile Part part;
  private volatile boolean closing;

  private StageProcess(
      Supplier<Part> launch, Consumer<String> died, boolean diesOfPoison, ProcessSamples samples) {
    this.launch = launch;
    this.died = died;
    this.diesOfPoison = diesOfPoison;
    this.samples = samples;
    this.part = launched();
  }

  /**
   * Starts the process; returns before its consumers have their partitions.
   *
   * @param died told of a death that nobody planned
   * @param diesOfPoison whether crash poison may end it, so that it has to be started again
   */
  static StageProcess start(
      Supplier<Part> launch, Consumer<String> died, boolean diesOfPoison, ProcessSamples samples) {
    return new StageProcess(launch, died, diesOfPoison, samples);
  }

  private Part launched() {
    return launch
        .get()
        .reportDeath(died, status -> diesOfPoison && status == PoisonMark.CRASHED, this::crashed)
        .sampledBy(samples);
  }

  String name() {
    return part.name();
  }

  /** How often crash poison has ended it. */
  long crashes() {
    return crashes.get();
  }

  private void crashed() {
    long times = crashes.incrementAndGet();
    Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(times - 1, 10));
    Duration backOff = doubled.compareTo(LONGEST_BACK_OFF) < 0 ? doubled : LONGEST_BACK_OFF;
    CompletableFuture.delayedExecutor(backOff.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::comeBack);
  }

  private synchronized void comeBack() {
    if (closing || part.isAlive()) {
      return;
    }
    try {
      part = launched();
    } catch (RuntimeException e) {
      died.accept(name() + " died of poison and could not be started again: " + e.getMessage());
    }
  }

  long pid() {
    return part.pid();
  }

  /** Waits until its consumers have their partitions. */
  void awaitReady() {
    part.await("ready", READY_WITHIN);
  }

  void tell(String command) {
    part.tell(command);
  }

  synchronized Effect kill() {
    Part victim = part;
    victim.expectEnd();
    victim.process().kill();
    return new Effect(!victim.isAlive(), label(victim) + " killed, no longer alive");
  }

  synchronized Effect stop() {
    Part victim = part;
    victim.expectEnd();
    victim.process().terminate();
    boolean ended = victim.process().awaitEnd(STOP_WITHIN);
    return new Effect(
        ended,
        label(victim)
            + (ended ? " stopped" : " did not stop within " + STOP_WITHIN.toSeconds() + " s"));
  }

  synchronized Effect pause() {
    part.process().pause();
    return Effect.seen(label(part) + " frozen by SIGSTOP");
  }

  synchronized Effect resume() {
    part.process().resume();
    return Effect.seen(label(part) + " goes on");
  }

  /** Starts it again, unless it runs, and waits until its consumers have partitions. */
  synchronized Effect startAgain() {
    if (part.isAlive()) {
      return Effect.seen(name() + " runs");
    }
    long began = System.nanoTime();
    part = launched();
    try {
      part.await("ready", READY_WITHIN);
    } catch (HarnessException e) {
      return Effect.missing(String.valueOf(e.getMessage()));
    }
    return Effect.seen(
        String.format(
            "%s back with its partitions after %.1f s",
            label(part), (System.nanoTime() - began) / 1e9));
  }

  private static String label(Part part) {
    return part.name() + " (pid " + part.pid() + ")";
  }

  /** Asks the consumers to finish what they hold and end; {@link #close} waits for them. */
  void askToStop() {
    closing = true;
    Part last = part;
    last.expectEnd();
    if (last.isAlive()) {
      last.process().wake();
      last.tellToEnd("stop");
    }
  }

  @Override
  public synchronized void close() {
    closing = true;
    part.process().wake();
    part.close();
  }
}
