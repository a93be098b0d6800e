package io.orderstorm.scenario.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.simulator.replay.audit.AuditLog;
import io.orderstorm.simulator.replay.audit.AuditMirror;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderlyEndTest {

  @Test
  void anInterruptedOperatorsLogSaysHowTheReplayEnded(@TempDir Path folder) throws Exception {
    var audit = new AuditLog(folder.resolve("audit.jsonl"), Clock.systemUTC(), AuditMirror.NONE);
    var begun = new CountDownLatch(1);
    var told = new CountDownLatch(1);
    var stillInterrupted = new AtomicBoolean();
    var operator =
        new Thread(
            () -> {
              OrderlyEnd.of(
                  () -> {
                    audit.append("started", "p-1", Map.of());
                    begun.countDown();
                    await(told);
                    audit.append("ended", "p-1", Map.of("outcome", "interrupted"));
                    return "interrupted";
                  },
                  told::countDown);
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    operator.start();
    begun.await();

    operator.interrupt();
    operator.join();

    assertThat(audit.of("p-1", "ended"))
        .singleElement()
        .extracting(line -> line.path("details").path("outcome").asText())
        .isEqualTo("interrupted");
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    assertThatThrownBy(
            () ->
                OrderlyEnd.of(
                    () -> {
                      throw new IllegalArgumentException("no such plan");
                    },
                    () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such plan");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("the work was interrupted", e);
    }
  }
}
