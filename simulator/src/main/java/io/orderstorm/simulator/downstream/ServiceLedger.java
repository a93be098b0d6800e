package io.orderstorm.simulator.downstream;

import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.time.RunClock;

/** Decides what a request comes to, does it once, and writes it down. Lives on one event loop. */
final class ServiceLedger {
  private static final int DONE = 200;
  private static final int NOTHING_TO_REVERSE = 204;
  private static final int DECLINED = 402;
  private static final int OUT_OF_STOCK = 409;

  private final OrderFates fates;
  private final EffectRecorder recorder;
  private final RunClock clock;
  private final boolean idempotencyHonoured;
  private final KnownKeys done = new KnownKeys();

  ServiceLedger(
      OrderFates fates, EffectRecorder recorder, RunClock clock, boolean idempotencyHonoured) {
    this.fates = fates;
    this.recorder = recorder;
    this.clock = clock;
    this.idempotencyHonoured = idempotencyHonoured;
  }

  /** A status, and whether it is an earlier request's. */
  record Answer(int status, boolean replayed) {}

  Answer enter(DownstreamCall call, long arrivedNanos) {
    if (turnsDown(call)) {
      return new Answer(call.effect() == EffectType.CHARGE ? DECLINED : OUT_OF_STOCK, false);
    }
    if (call.reverses() != null && done.answer(call.reverses()) == 0) {
      return new Answer(NOTHING_TO_REVERSE, false);
    }
    boolean known = done.answer(call.idempotencyKey()) != 0;
    boolean perform = !known || !idempotencyHonoured;
    done.remember(call.idempotencyKey(), DONE);
    recorder.record(
        new Effect(
            arrivedNanos,
            clock.nanos(),
            call.orderNumber(),
            call.effect(),
            call.idempotencyKey(),
            call.causeId(),
            perform,
            call.replay()));
    return new Answer(DONE, !perform);
  }

  private boolean turnsDown(DownstreamCall call) {
    return switch (call.effect()) {
      case RESERVE -> fates.outOfStock(call.orderNumber());
      case CHARGE -> fates.declined(call.orderNumber());
      default -> false;
    };
  }
}
