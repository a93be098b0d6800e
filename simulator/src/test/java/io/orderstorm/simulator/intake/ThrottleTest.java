package io.orderstorm.simulator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final SendOutcome ACKNOWLEDGED = new SendOutcome.Acknowledged(0, 0, 0);

  private final Queue<SendListener> unanswered = new ArrayDeque<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void theSendAfterTheMostWaitsUntilHalfOfThemAreAnswered() throws InterruptedException {
    var throttle = new Throttle(10);
    for (int send = 0; send < 10; send++) {
      begin(throttle);
    }
    var next = new Thread(() -> begin(throttle), "the eleventh");
    next.start();
    await().until(() -> next.getState() == Thread.State.WAITING);

    answer(4);
    assertThat(next.getState()).isEqualTo(Thread.State.WAITING);
    answer(1);
    next.join(10_000);

    assertThat(begun).hasValue(11);
    assertThat(told).hasValue(5);
  }

  @Test
  void withoutALimitNothingStandsBetweenTheSenderAndItsListener() {
    SendListener listener = outcome -> told.incrementAndGet();

    assertThat(new Throttle(IntakeSettings.UNBOUNDED).begin(listener)).isSameAs(listener);
  }

  private void begin(Throttle throttle) {
    SendListener one = throttle.begin(outcome -> told.incrementAndGet());
    synchronized (unanswered) {
      unanswered.add(one);
    }
    begun.incrementAndGet();
  }

  private void answer(int sends) {
    for (int send = 0; send < sends; send++) {
      SendListener one;
      synchronized (unanswered) {
        one = unanswered.remove();
      }
      one.completed(ACKNOWLEDGED);
    }
  }
}
