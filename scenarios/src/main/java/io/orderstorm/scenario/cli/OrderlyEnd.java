package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.engine.LiveEngine;
import java.time.Duration;

/** Plays a run with Ctrl-C turned into an orderly end: everything is reverted and ended first. */
final class OrderlyEnd {

  private static final Duration LONGEST_END = Duration.ofSeconds(40);

  private OrderlyEnd() {}

  /** Plays on this thread; returns when the run is over or was interrupted. */
  static LiveEngine.Ending play(LiveEngine engine) {
    Thread player = Thread.currentThread();
    var hook = new Thread(() -> interrupt(engine, player), "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return engine.play();
    } finally {
      unhook(hook);
    }
  }

  private static void interrupt(LiveEngine engine, Thread player) {
    engine.interrupt();
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
