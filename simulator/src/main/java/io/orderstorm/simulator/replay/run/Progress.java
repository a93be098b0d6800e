package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps {@code status.json}, and says how long the rest takes. For one thread. */
final class Progress {

  private static final long EVERY_NANOS = 1_000_000_000;
  private static final int SECONDS = 10;

  private final ReplayPlan plan;
  private final Path file;
  private final ProgressListener listener;
  private final Deque<Seen> window = new ArrayDeque<>();
  private long copied;
  private long nextNanos = System.nanoTime();

  Progress(ReplayPlan plan, ReplayFolder folder, ProgressListener listener) {
    this.plan = plan;
    this.file = folder.of(plan.id()).resolve("status.json");
    this.listener = listener;
  }

  private record Seen(long nanos, long copied) {}

  long copied() {
    return copied;
  }

  void committed(long all) {
    copied = all;
  }

  void running(double share) {
    say(share < 1 ? "throttled" : "running", share);
  }

  void paused(boolean byUser) {
    say(byUser ? "paused" : "paused by the guard", 0);
  }

  void end(Outcome outcome) {
    copied = outcome.copied();
    publish(outcome.kind().name().toLowerCase(Locale.ROOT), 0);
  }

  private void say(String state, double share) {
    long now = System.nanoTime();
    if (now - nextNanos >= 0) {
      nextNanos = now + EVERY_NANOS;
      window.addLast(new Seen(now, copied));
      if (window.size() > SECONDS) {
        window.removeFirst();
      }
      publish(state, share);
    }
  }

  private void publish(String state, double share) {
    double rate = rate();
    var status =
        new Status(
            plan.id(),
            state,
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            ProcessHandle.current().pid(),
            plan.blastRadius().records(),
            copied,
            Math.round(rate * 10) / 10.0,
            share,
            remaining(rate));
    ReplayFolder.replace(file, CanonicalJson.pretty(status));
    listener.progress(status);
  }

  private double rate() {
    Seen first = window.peekFirst();
    Seen last = window.peekLast();
    if (first == null || last == null || first.nanos() == last.nanos()) {
      return 0;
    }
    return (last.copied() - first.copied()) / ((last.nanos() - first.nanos()) / 1e9);
  }

  private @Nullable Duration remaining(double rate) {
    long left = plan.blastRadius().records() - copied;
    return rate <= 0 ? null : Duration.ofSeconds(Math.round(left / rate));
  }
}
