package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.StoreOrder;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A short run to which anything may have happened, decided by a seed. */
final class RandomHistory {

  private static final long MS = SyntheticRun.MS;
  private static final List<String> GROUPS =
      List.of("inventory", "payment", "fulfilment", "notification");

  private final Random random;
  private final SyntheticRun run;

  private RandomHistory(long seed) {
    random = new Random(seed);
    run = Campaign.steady(10 + random.nextInt(30), 4);
    run.shares(0.1 * random.nextInt(3), 0.1 * random.nextInt(3));
    run.poison(0.01 * random.nextInt(3));
    if (random.nextInt(4) == 0) {
      run.notQuiet();
    }
    if (random.nextInt(3) == 0) {
      run.freeze(
          GROUPS.get(random.nextInt(4)), Duration.ofSeconds(1), Duration.ofMillis(2300), 200);
    }
    run.simulate();
  }

  static SyntheticRun of(long seed) {
    RandomHistory history = new RandomHistory(seed);
    int defects = history.random.nextInt(7);
    for (int i = 0; i < defects; i++) {
      history.happen();
    }
    return history.run;
  }

  private void happen() {
    SyntheticRun.Order order = run.orders.get(random.nextInt(run.orders.size()));
    SyntheticRun.Event event = anyEvent();
    switch (random.nextInt(22)) {
      case 0 -> answered(order, Outcome.Result.REJECTED);
      case 1 -> answered(order, random.nextBoolean() ? null : Outcome.Result.INDETERMINATE);
      case 2 -> forgetPlacement(order);
      case 3 -> undo(event, false);
      case 4 -> undo(event, true);
      case 5 -> performedAgain();
      case 6 -> run.performed.remove(random.nextInt(run.performed.size()));
      case 7 -> run.stored.remove(random.nextInt(run.stored.size()));
      case 8 -> effectOfNoOrder();
      case 9 -> event.keySequence = random.nextInt(3);
      case 10 -> followUp(order);
      case 11 -> event.claimedCauseOffset = (long) random.nextInt(40);
      case 12 -> written(event, false, false);
      case 13 -> written(event, true, false);
      case 14 -> written(event, false, true);
      case 15, 16 -> corrected(event);
      case 17 -> performedForARevision();
      case 18 -> storedOtherwise(order);
      case 19 -> followedFromAnother();
      case 20 -> lostFollowUp(order);
      default -> carried(event);
    }
  }

  private SyntheticRun.Event anyEvent() {
    List<SyntheticRun.Event> own =
        run.events.stream().filter(e -> !e.injected && e.order >= 0).toList();
    return own.get(random.nextInt(own.size()));
  }

  private void answered(SyntheticRun.Order order, Outcome.Result result) {
    order.result = result;
    if (random.nextBoolean()) {
      forgetPlacement(order);
    }
  }

  private void forgetPlacement(SyntheticRun.Order order) {
    if (order.event(EventType.ORDER_PLACED) != null) {
      run.forget(order.event(EventType.ORDER_PLACED));
    }
  }

  private void undo(SyntheticRun.Event event, boolean held) {
    if (event.cause != null) {
      run.undo(event);
      String group = GROUPS.get(random.nextInt(4));
      event.cause.handled.computeIfPresent(group, (g, time) -> held ? Long.MAX_VALUE : time);
    }
  }

  private void performedAgain() {
    SyntheticRun.Performed p = run.performed.get(random.nextInt(run.performed.size()));
    run.performed.add(
        new SyntheticRun.Performed(p.order(), p.type(), p.cause(), p.time() + 5 * MS));
  }

  private void effectOfNoOrder() {
    int order = random.nextBoolean() ? -1 : 100_000;
    UUID cause = new UUID(77, random.nextInt(9));
    run.performed.add(
        new SyntheticRun.Performed(order, EffectType.CHARGE, cause, SyntheticRun.START + MS));
    if (random.nextBoolean()) {
      run.stored.add(
          new SyntheticRun.Stored(
              order, EffectType.CHARGE, cause, new UUID(78, 1), SyntheticRun.START + MS));
    }
  }

  private void followUp(SyntheticRun.Order order) {
    SyntheticRun.Event event = new SyntheticRun.Event();
    event.order = order.number;
    event.type = random.nextBoolean() ? EventType.ORDER_AMENDED : EventType.ORDER_CANCELLED;
    event.topic = "orders";
    event.partition = order.number % SyntheticRun.PARTITIONS;
    event.time = order.intended + 50 * MS;
    event.id = new UUID(order.number + 1L, 7 + run.followUps.size());
    event.keySequence = 1 + random.nextInt(2);
    run.followUps.add(event);
    run.events.add(event);
    run.number();
  }

  /** The store has another state of an order than its events. */
  private void storedOtherwise(SyntheticRun.Order order) {
    boolean compensation = random.nextBoolean();
    var before = run.storeStates;
    run.storeStates =
        of ->
            of.orderNumber() == order.number
                ? new StoreOrder(
                    of.orderNumber(),
                    of.reserved(),
                    compensation == of.cancelled(),
                    of.paid(),
                    of.dispatched(),
                    compensation != of.compensated(),
                    of.released())
                : before.apply(of);
  }

  /** What was done for one event is said to have been done for another, or is stored twice. */
  private void followedFromAnother() {
    SyntheticRun.Event other = anyEvent();
    int at = random.nextInt(run.performed.size());
    SyntheticRun.Performed done = run.performed.get(at);
    int row = random.nextInt(run.stored.size());
    SyntheticRun.Stored held = run.stored.get(row);
    switch (random.nextInt(3)) {
      case 0 ->
          run.performed.set(
              at, new SyntheticRun.Performed(done.order(), done.type(), other.id, done.time()));
      case 1 ->
          run.stored.set(
              row,
              new SyntheticRun.Stored(
                  held.order(), held.type(), other.id, held.event(), held.time()));
      default -> run.stored.add(held);
    }
  }

  private void lostFollowUp(SyntheticRun.Order order) {
    followUp(order);
    SyntheticRun.Event lost = run.followUps.get(run.followUps.size() - 1);
    lost.offset += random.nextInt(2) * 1000;
    run.events.remove(lost);
  }

  /** An event lies on its topic once more: by a redelivery, a replay, or a message fault. */
  private void written(SyntheticRun.Event event, boolean replayed, boolean injected) {
    SyntheticRun.Event again = new SyntheticRun.Event();
    again.order = event.order;
    again.type = event.type;
    again.topic = event.topic;
    again.partition = event.partition;
    again.time = event.time + 20 * MS;
    again.id = event.id;
    again.cause = event.cause;
    again.keySequence = event.keySequence;
    again.replayed = replayed;
    again.injected = injected;
    run.events.add(again);
    run.number();
    if (injected) {
      run.injections.add(
          new SyntheticRun.Injected(again, "malformed", Injection.Disposition.IGNORED));
    }
  }

  /** A correction, which may go wrong. */
  private void corrected(SyntheticRun.Event event) {
    if (event.cause == null) {
      return;
    }
    int revision = event.revision + random.nextInt(3);
    SyntheticRun.Event again = run.correct(event, event.cause, revision, event.time + 100 * MS);
    if (random.nextInt(4) == 0 && again.type == EventType.PAYMENT_CONFIRMED) {
      again.type = EventType.PAYMENT_DECLINED;
    }
    if (random.nextInt(4) == 0) {
      again.id = new UUID(random.nextLong(), 1);
    }
    run.number();
  }

  private void performedForARevision() {
    run.events.stream()
        .filter(event -> event.revision > 0)
        .skip(random.nextInt(3))
        .findFirst()
        .ifPresent(
            event ->
                run.performed.add(
                    new SyntheticRun.Performed(
                        event.order,
                        EffectType.values()[random.nextInt(EffectType.values().length)],
                        event.id,
                        event.time + MS)));
  }

  private void carried(SyntheticRun.Event event) {
    String group = GROUPS.get(random.nextInt(4));
    if (random.nextBoolean()) {
      run.deadLetters.add(
          new SyntheticRun.DeadLetter(group, event, event.time + MS, "TimeoutException"));
    } else {
      long handled = random.nextBoolean() ? Long.MAX_VALUE : event.time + 80 * MS;
      run.retried.add(new SyntheticRun.Retried(group, event, event.time + MS, handled));
    }
  }
}
