package io.orderstorm.fault.toxiproxy.toxic;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One toxic at work on one direction of one connection.
 *
 * <p>Chunks wait in a queue. The head is asked once when it may move ({@link #readyAt}); at that
 * time, and if the next outlet has room, {@link #step} moves it on, whole or in part, or discards
 * it. Subclasses say only these two things.
 */
public abstract class Stage implements Outlet {

  /** Enough to keep a socket busy, little enough that back-pressure is felt. */
  static final long SMALL_BUFFER_BYTES = 64 * 1024;

  protected static final long NEVER = Long.MAX_VALUE;

  private final StageSite site;
  private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();
  private @Nullable Outlet next;
  private Runnable onRoom = () -> {};
  private @Nullable ScheduledFuture<?> timer;
  private long waitingBytes;
  private long dueNanos;
  private boolean planned;
  private boolean pumping;
  private boolean refused;
  private boolean over;

  Stage(StageSite site) {
    this.site = site;
  }

  /** When the head may move, in nanos; {@link #NEVER} until the stage is configured anew. */
  protected abstract long readyAt(Chunk head, long nowNanos);

  /** Moves the head: {@link #passHead}, {@link #emit} a part of it, or {@link #discardHead}. */
  protected abstract void step(Chunk head, long nowNanos);

  /**
   * Takes new attributes. The chunk that was being waited for is released, the others follow the
   * new rule.
   */
  protected abstract void configure(Attributes attributes);

  /** What a stage may hold before it asks the one before it to stop. */
  protected long capacityBytes() {
    return SMALL_BUFFER_BYTES;
  }

  /** Whether the head can only move if the next outlet has room. */
  protected boolean needsRoom() {
    return true;
  }

  /** The stage's own alarm, see {@link #alarmAt}. */
  protected void alarm() {}

  /**
   * The toxic no longer strikes this connection; what waits is passed on afterwards.
   *
   * @param removed whether the toxic is gone altogether, rather than its toxicity lowered
   */
  protected void leave(boolean removed) {}

  /** Both ends of the connection have hung up; who holds their farewells back may let go. */
  public void bothEndsHungUp() {}

  // Wiring, by the flow that owns the chain.

  public final void connect(Outlet next, Runnable onRoom) {
    this.next = next;
    this.onRoom = onRoom;
  }

  public final void start(Attributes attributes) {
    configure(attributes);
  }

  public final void update(Attributes attributes) {
    configure(attributes);
    if (planned) {
      dueNanos = releasedAt(System.nanoTime());
    }
    pump();
  }

  /**
   * When the chunk that is being waited for may go after an update: at once, unless the stage knows
   * better.
   */
  protected long releasedAt(long nowNanos) {
    return nowNanos;
  }

  /** Ends the stage and passes on, in order, all that it holds. */
  public final void release(boolean removed) {
    if (over) {
      return;
    }
    leave(removed);
    cancelTimer();
    over = true;
    for (var chunk = waiting.poll(); chunk != null; chunk = waiting.poll()) {
      outlet().offer(chunk);
    }
    waitingBytes = 0;
  }

  /** Ends the stage and drops all that it holds: the connection is gone. */
  public final void dispose() {
    over = true;
    cancelTimer();
    waiting.forEach(Chunk::release);
    waiting.clear();
    waitingBytes = 0;
  }

  @Override
  public final void offer(Chunk chunk) {
    if (over) {
      chunk.release();
      return;
    }
    waiting.add(chunk);
    waitingBytes += chunk.size();
    pump();
  }

  @Override
  public final boolean accepting() {
    refused = waitingBytes >= capacityBytes();
    return !refused;
  }

  /**
   * Moves what may move; called when a chunk came, when time passed and when the next outlet has
   * room.
   */
  public final void pump() {
    if (pumping || over) {
      return;
    }
    pumping = true;
    try {
      moveWhatMay();
    } finally {
      pumping = false;
    }
    if (refused && waitingBytes < capacityBytes()) {
      refused = false;
      onRoom.run();
    }
  }

  private void moveWhatMay() {
    for (var head = waiting.peek(); head != null && !over; head = waiting.peek()) {
      if (needsRoom() && !outlet().accepting()) {
        return;
      }
      var now = System.nanoTime();
      if (!planned) {
        dueNanos = readyAt(head, now);
        planned = true;
      }
      if (dueNanos == NEVER) {
        return;
      }
      if (dueNanos - now > 0) {
        wakeAt(dueNanos, now);
        return;
      }
      planned = false;
      step(head, now);
    }
  }

  // For subclasses.

  protected final StageSite site() {
    return site;
  }

  protected final ToxicCounters counters() {
    return site.counters();
  }

  /** When the head was due. */
  protected final long dueNanos() {
    return dueNanos;
  }

  /** Passes the head on whole. */
  protected final void passHead() {
    emit(take());
  }

  /** Drops the head and counts its bytes as discarded. */
  protected final void discardHead() {
    if (waiting.isEmpty()) {
      return; // what was passed on before ended the connection, and with it this queue
    }
    var chunk = take();
    counters().discarded(chunk.size());
    chunk.release();
  }

  /** Passes on so many bytes of the head, which keeps the rest. */
  protected final void emitFromHead(int bytes, long sinceNanos) {
    var head = waiting.element();
    if (bytes >= head.size()) {
      head.delayedUntil(sinceNanos);
      passHead();
      return;
    }
    waitingBytes -= bytes;
    emit(head.split(bytes, sinceNanos));
  }

  protected final void emit(Chunk chunk) {
    outlet().offer(chunk);
  }

  /** Lets {@link #alarm} be called then, in place of any earlier request. */
  protected final void alarmAt(long nanos) {
    cancelTimer();
    timer = schedule(this::alarm, nanos - System.nanoTime());
  }

  protected final void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private Chunk take() {
    var head = waiting.remove();
    waitingBytes -= head.size();
    return head;
  }

  private void wakeAt(long nanos, long now) {
    cancelTimer();
    timer = schedule(this::pump, nanos - now);
  }

  private ScheduledFuture<?> schedule(Runnable task, long delayNanos) {
    return site.loop().schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
  }

  private Outlet outlet() {
    if (next == null) {
      throw new IllegalStateException("The stage was used before it was connected");
    }
    return next;
  }
}
