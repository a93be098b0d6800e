package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.store.Position;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record on its way through a stage. Belongs to its consumer's thread. */
final class Delivery {
  private final PartitionWork work;
  private final long offset;
  private final String key;
  private final Position origin;
  private @Nullable ConsumerRecord<byte[], byte[]> record;
  private @Nullable OrderEvent event;
  private int attempts;
  private long firstFailureMillis;
  private long dueNanos;
  private long failedNanos;
  private long leftAloneUntilNanos;
  private @Nullable Failure failure;
  private @Nullable Conclusion conclusion;
  private @Nullable Decision decision;
  private @Nullable HandlerVersion version;
  private long turnNanos;
  private boolean probe;
  private boolean finished;
  private OrderHistory history = OrderHistory.BLANK;

  Delivery(
      PartitionWork work,
      ConsumerRecord<byte[], byte[]> record,
      String key,
      Position origin,
      @Nullable OrderEvent event) {
    this.work = work;
    this.offset = record.offset();
    this.record = record;
    this.key = key;
    this.origin = origin;
    this.event = event;
  }

  /** Why an attempt failed. */
  record Failure(String errorClass, String message) {}

  PartitionWork work() {
    return work;
  }

  long offset() {
    return offset;
  }

  String key() {
    return key;
  }

  /** Where the event stood first, before any retry topic. */
  Position origin() {
    return origin;
  }

  boolean isRetry() {
    return work.isRetry();
  }

  ConsumerRecord<byte[], byte[]> record() {
    return present(record);
  }

  OrderEvent event() {
    return present(event);
  }

  long orderNumber() {
    return event == null ? -1 : event.meta().orderNumber();
  }

  /**
   * The revision of what becomes of it: the event's own, or what a corrected replay raises it to.
   */
  int revision() {
    long raised = EventHeaders.number(record().headers(), EventHeaders.REVISION, 0);
    return (int) Math.max(event().meta().revision(), Math.min(raised, Integer.MAX_VALUE));
  }

  /** The id that the event has at revision 0: what is done for one revision is done for all. */
  UUID rootId() {
    return RecordCheck.rootId(record().headers(), event().meta())
        .orElseThrow(() -> new IllegalStateException("admitted without its first revision"));
  }

  /** What its stage's store held of its order when it was decided on. */
  void recalled(OrderHistory known) {
    history = known;
  }

  /** The effect, unless an earlier revision's handling stored it: it is one effect. */
  @Nullable EffectType notYetStored(@Nullable EffectType effect) {
    boolean stored = revision() > 0 && effect != null && history.has(effect, rootId());
    return stored ? null : effect;
  }

  int attempts() {
    return attempts;
  }

  long firstFailureMillis() {
    return firstFailureMillis;
  }

  /** What an earlier life of this event used up. */
  void resume(int usedAttempts, long firstFailure) {
    attempts = Math.max(attempts, usedAttempts);
    firstFailureMillis = firstFailureMillis == 0 ? firstFailure : firstFailureMillis;
  }

  /**
   * An attempt failed.
   *
   * @param retryAfter how long the service asked to be left alone with it
   */
  void failed(Failure why, long nowNanos, Duration retryAfter) {
    failure = why;
    failedNanos = nowNanos;
    leftAloneUntilNanos = nowNanos + retryAfter.toNanos();
    if (firstFailureMillis == 0) {
      firstFailureMillis = nowNanos / 1_000_000;
    }
  }

  void useUpAttempt() {
    attempts++;
  }

  Failure failure() {
    return present(failure);
  }

  long failedNanos() {
    return failedNanos;
  }

  /** Before this time the service must not be asked again; the past if it may be asked now. */
  long leftAloneUntilNanos() {
    return leftAloneUntilNanos;
  }

  long dueNanos() {
    return dueNanos;
  }

  void due(long nanos) {
    dueNanos = nanos;
  }

  boolean isProbe() {
    return probe;
  }

  void probe(boolean isOne) {
    probe = isOne;
  }

  /** Its turn among those of its key has come, and this version takes it. */
  void turn(HandlerVersion takes, long nowNanos) {
    version = takes;
    turnNanos = nowNanos;
  }

  /** Whether its turn ever came; what can't be read has none. */
  boolean hadTurn() {
    return version != null;
  }

  HandlerVersion version() {
    return present(version);
  }

  long turnNanos() {
    return turnNanos;
  }

  void decided(Decision what) {
    decision = what;
  }

  /** What its version decided; null if it was settled without a decision. */
  @Nullable Decision decision() {
    return decision;
  }

  void conclude(Conclusion what) {
    conclusion = what;
  }

  Conclusion conclusion() {
    return present(conclusion);
  }

  /** Drops everything that only matters on the way. */
  void finish() {
    finished = true;
    record = null;
    event = null;
    conclusion = null;
    decision = null;
    failure = null;
    history = OrderHistory.BLANK;
  }

  boolean isFinished() {
    return finished;
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("asked for a part of a delivery that it does not have");
    }
    return part;
  }
}
