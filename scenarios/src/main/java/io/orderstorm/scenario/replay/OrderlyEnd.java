package io.orderstorm.scenario.replay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Work that an interrupt must not hit in the middle: an interrupted thread can't write a file, so
 * that an audit log would not say how the work ended. It goes on a thread of its own, and is told
 * to end.
 */
public final class OrderlyEnd {

  private OrderlyEnd() {}

  /**
   * Does work and waits for it, also when the waiting thread is interrupted: then the work is told,
   * once, and the thread is interrupted again when it has ended.
   *
   * @param tellToEnd makes the work return soon
   * @throws RuntimeException what the work threw
   */
  public static <T> T of(Supplier<T> work, Runnable tellToEnd) {
    CompletableFuture<T> outcome =
        CompletableFuture.supplyAsync(work, task -> new Thread(task, "orderly-work").start());
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return outcome.get();
        } catch (InterruptedException e) {
          if (!interrupted) {
            interrupted = true;
            tellToEnd.run();
          }
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException thrown) {
            throw thrown;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
