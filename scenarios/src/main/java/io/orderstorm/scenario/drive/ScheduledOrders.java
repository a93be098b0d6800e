package io.orderstorm.scenario.drive;

import io.orderstorm.scenario.load.Departures;
import io.orderstorm.simulator.intake.KafkaOrderIntake;
import io.orderstorm.simulator.intake.OrderSource;
import io.orderstorm.simulator.intake.OutgoingEvent;
import io.orderstorm.simulator.intake.SendOutcome;
import io.orderstorm.simulator.order.FollowUp;
import io.orderstorm.simulator.time.RunClock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The orders of a run: each is made, sent and journalled when its moment has come. What an order's
 * customer changes later follows a fixed while after it. The intended moments never move: when
 * {@code send()} blocks, the next tick sends everything that has become due, and the journal shows
 * by how much it was late.
 */
final class ScheduledOrders implements TickingOrders {

  private static final long FOLLOW_UP_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A tick that catches up still ends, so that acknowledgements and the journal keep pace. */
  private static final int MOST_A_TICK = 5_000;

  private static final long NOT_STARTED = Long.MIN_VALUE;

  private final Departures departures;
  private final OrderSource source;
  private final KafkaOrderIntake intake;
  private final Journal journal;
  private final RunClock clock;
  private final Queue<Later> followUps = new ArrayDeque<>();
  private final AtomicLong outstanding = new AtomicLong();
  private ResponseLog responses = (intended, completed, error) -> {};
  private long nextOrder;
  private long nextDue;
  private volatile long startNanos = NOT_STARTED;
  private volatile long endNanos = Departures.END;
  private volatile boolean stopped;

  private record Later(long order, long dueNanos) {}

  ScheduledOrders(
      Departures departures,
      OrderSource source,
      KafkaOrderIntake intake,
      Journal journal,
      RunClock clock) {
    this.departures = departures;
    this.source = source;
    this.intake = intake;
    this.journal = journal;
    this.clock = clock;
    this.nextDue = departures.nextNanos();
  }

  /** Sets the moment, in run nanos, from which departures count. Any thread. */
  void startAt(long nanos) {
    startNanos = nanos;
  }

  /**
   * Sets the moment, in run nanos, from which on no order leaves any more; what customers change
   * about earlier ones still does. Any thread.
   */
  void endAt(long nanos) {
    endNanos = nanos;
  }

  /** Nothing more leaves; what was sent is still waited for. Any thread. */
  void stop() {
    stopped = true;
  }

  @Override
  public void prepare(ResponseLog log) {
    responses = log;
  }

  @Override
  public boolean tick() {
    if (stopped) {
      nextDue = Departures.END;
      followUps.clear();
    } else if (startNanos == NOT_STARTED) {
      return true;
    } else {
      sendUntil(clock.nanos() - startNanos);
    }
    journal.flush();
    return nextDue != Departures.END || !followUps.isEmpty() || outstanding.get() > 0;
  }

  private void sendUntil(long now) {
    nextDue = nextDue == Departures.LATER ? departures.nextNanos() : nextDue;
    for (int sent = 0; sent < MOST_A_TICK; sent++) {
      nextDue = unlessEnded(nextDue);
      long followUpDue = followUps.isEmpty() ? Departures.END : followUps.element().dueNanos();
      if (Math.min(nextDue, followUpDue) > now) {
        return;
      }
      if (followUpDue <= nextDue) {
        Later later = followUps.remove();
        send(source.followUp(later.order()), later.dueNanos());
      } else {
        sendOrder();
      }
    }
  }

  private long unlessEnded(long due) {
    boolean leaves = endNanos == Departures.END || due < endNanos - startNanos;
    return leaves ? due : Departures.END;
  }

  private void sendOrder() {
    send(source.placed(nextOrder), nextDue);
    if (source.followUpOf(nextOrder) != FollowUp.NONE) {
      followUps.add(new Later(nextOrder, nextDue + FOLLOW_UP_AFTER_NANOS));
    }
    nextOrder++;
    nextDue = departures.nextNanos();
  }

  private void send(OutgoingEvent event, long due) {
    long intended = startNanos + due;
    outstanding.incrementAndGet();
    long sent = clock.nanos();
    intake.send(event, outcome -> completed(event, intended, outcome));
    journal.sent(event, intended, sent, clock.nanos());
  }

  private void completed(OutgoingEvent event, long intended, SendOutcome outcome) {
    long now = clock.nanos();
    journal.completed(event, outcome, now);
    responses.log(
        TimeUnit.NANOSECONDS.toMillis(intended),
        TimeUnit.NANOSECONDS.toMillis(now),
        outcome.match(ERROR));
    outstanding.decrementAndGet();
  }

  private static final SendOutcome.Cases<String> ERROR =
      new SendOutcome.Cases<>() {
        @Override
        public String acknowledged(SendOutcome.Acknowledged outcome) {
          return "";
        }

        @Override
        public String rejected(SendOutcome.Rejected outcome) {
          return "rejected: " + outcome.errorClass();
        }

        @Override
        public String indeterminate(SendOutcome.Indeterminate outcome) {
          return "indeterminate: " + outcome.errorClass();
        }
      };
}
