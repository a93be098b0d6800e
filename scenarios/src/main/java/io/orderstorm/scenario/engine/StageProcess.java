package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.Effect;
import io.orderstorm.scenario.watch.ProcessSamples;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A process with consumers in it, which may die by a fault and come back under the same name.
 * Thread-safe.
 */
final class StageProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(25);

  private final Supplier<Part> launch;
  private final ProcessSamples samples;
  private volatile Part part;

  private StageProcess(Supplier<Part> launch, ProcessSamples samples) {
    this.launch = launch;
    this.samples = samples;
    this.part = launched();
  }

  /** Starts the process; returns before its consumers have their partitions. */
  static StageProcess start(Supplier<Part> launch, ProcessSamples samples) {
    return new StageProcess(launch, samples);
  }

  private Part launched() {
    Part started = launch.get();
    return started.sampledBy(samples);
  }

  String name() {
    return part.name();
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
    Part last = part;
    last.expectEnd();
    if (last.isAlive()) {
      last.process().resume(); // a frozen one could not hear it
      last.tell("stop");
    }
  }

  @Override
  public void close() {
    if (part.isAlive()) {
      part.process().resume();
    }
    part.close();
  }
}
