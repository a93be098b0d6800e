package io.orderstorm.scenario.cli;

import java.time.Duration;
import java.util.function.Supplier;

/** Something that is played or copied, with Ctrl-C turned into an orderly end. */
public final class InterruptiblePlay {

  private static final Duration LONGEST_END = Duration.ofSeconds(40);

  private InterruptiblePlay() {}

  /**
   * Plays on this thread.
   *
   * @param interrupt asks the play to end soon; called on another thread
   */
  public static <R> R of(Supplier<R> play, Runnable interrupt) {
    Thread player = Thread.currentThread();
    var hook = new Thread(() -> end(interrupt, player), "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return play.get();
    } finally {
      unhook(hook);
    }
  }

  private static void end(Runnable interrupt, Thread player) {
    interrupt.run();
    try {
      // the JVM ends when this hook does, so it waits for the player to put everything right
      player.join(LONGEST_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // the hook is running and waits for this very thread
    }
  }
}
