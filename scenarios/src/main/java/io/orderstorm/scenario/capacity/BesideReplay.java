package io.orderstorm.scenario.capacity;

import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.run.Control;
import io.orderstorm.simulator.replay.run.Outcome;
import io.orderstorm.simulator.replay.run.ReplayRun;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One governed replay on a thread of its own, until it is cancelled. */
final class BesideReplay implements AutoCloseable {

  private static final String STOPPED = "a replay could not go on: ";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Desk desk;
  private final SealedPlan plan;
  private final ReplayRun run;
  private final Thread thread;
  private volatile long copied;
  private volatile @Nullable Outcome outcome;
  private volatile @Nullable String failure;

  private BesideReplay(Desk desk, SealedPlan plan) {
    this.desk = desk;
    this.plan = plan;
    this.run = desk.admit(plan, status -> copied = status.copied());
    this.thread = new Thread(this::run, "replay-" + plan.plan().id());
    thread.setDaemon(true);
  }

  /**
   * Lets an approved plan through the gate and begins it.
   *
   * @param desk is this replay's from now on, if this succeeds
   */
  static BesideReplay begin(Desk desk, SealedPlan plan) {
    BesideReplay replay = new BesideReplay(desk, plan);
    replay.thread.start();
    return replay;
  }

  private void run() {
    try {
      outcome = run.run();
    } catch (ReplayRefusedException | ReplayFailedException e) {
      failure = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      failure = e.toString();
    }
  }

  /** Whether it has made a copy. */
  boolean copies() {
    return copied > 0;
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  /** Tells it to end; what it began is committed. Any thread. */
  void cancel() {
    if (!isOver()) {
      new Control(desk.folder(), plan.plan().id()).say(Control.Word.CANCEL);
    }
  }

  /** Why it did not run as it should have; empty if it did. To be asked when it is over. */
  Optional<String> doubt() {
    return doubt(outcome, failure);
  }

  /**
   * What there is to say against a replay.
   *
   * @param came null if it has told nothing of its end, which is a doubt too
   * @param failure what ended it, null for nothing
   */
  static Optional<String> doubt(@Nullable Outcome came, @Nullable String failure) {
    if (failure != null) {
      return Optional.of(STOPPED + failure);
    }
    if (came == null) {
      return Optional.of("a replay did not come to an end when it was told to");
    }
    return switch (came.kind()) {
      case FAILED -> Optional.of(STOPPED + came.reason());
      case PARTIALLY -> Optional.of("a replay's copies are not its source: " + came.reason());
      case SUCCEEDED, CANCELLED, INTERRUPTED -> Optional.empty();
    };
  }

  /** Cancels it and waits for its end. */
  @Override
  public void close() {
    cancel();
    try {
      thread.join(PATIENCE.toMillis());
      if (!isOver()) {
        run.interrupt();
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (InterruptedException e) {
      run.interrupt();
      Thread.currentThread().interrupt();
    }
    desk.close();
  }
}
