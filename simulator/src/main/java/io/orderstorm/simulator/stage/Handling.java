package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.downstream.CallResult;
import io.orderstorm.simulator.downstream.DownstreamCall;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventIds;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.stage.Memory.Recollection;
import io.orderstorm.simulator.store.GivenUp;
import io.orderstorm.simulator.store.Handled;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.store.Parked;
import io.orderstorm.simulator.store.StoreBatch;
import io.orderstorm.simulator.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a consumer does with its deliveries, from the look-up to the acknowledged outcome, one
 * {@link #turn} after the other. Nothing in here waits but the store's answers. Belongs to the
 * consumer's thread.
 */
final class Handling {
  private static final Logger LOG = LoggerFactory.getLogger(Handling.class);
  private static final Duration STORE_AGAIN = Duration.ofMillis(200);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final StageContext stage;
  private final Notes notes;
  private final Conclusions conclusions;
  private final Memory memory;
  private final Aftermath aftermath;
  private final Outbox outbox;
  private final Failures failures;
  private final Waiting waiting = new Waiting();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Delivery> concluded = new ArrayList<>();
  private final List<Parked> attemptsUsed = new ArrayList<>();
  private int calling;
  private long storeNotBeforeNanos = Long.MIN_VALUE;
  private long gatheredNanos;
  private boolean wasOpen;

  Handling(StageContext stage, Notes notes) {
    this.stage = stage;
    this.notes = notes;
    this.conclusions = new Conclusions(stage.envelopes(), stage.clock());
    this.memory = new Memory(stage.name(), stage.store());
    this.aftermath =
        new Aftermath(
            stage.name(), stage.store(), stage.lone(), ClientSettings.mostInHand(stage.settings()));
    this.outbox = new Outbox(stage.producer(), stage.settings().cluster().names());
    this.failures = new Failures(stage.settings(), notes);
  }

  /** What a call came to. */
  private record Answer(
      Delivery delivery,
      Decision.Call decision,
      long startedNanos,
      long arrivedNanos,
      CallResult result) {}

  void assigned(TopicPartition partition) {
    memory.forget(partition);
    aftermath.assigned(partition);
  }

  /** A partition goes to someone else, or is there already, and its consumer lives. */
  void letGo(TopicPartition partition) {
    try {
      aftermath.letGo(partition);
    } catch (StoreUnavailableException e) {
      LOG.warn("{} could not note that it let {} go: {}", notes.who(), partition, e.toString());
    }
  }

  /** Takes in a delivery whose turn it is. */
  void ready(Delivery delivery) {
    long now = stage.clock().nanos();
    HandlerVersion version = stage.versions().of(delivery.key());
    delivery.turn(version, now);
    long earliest = delivery.isRetry() ? Math.max(now, notBeforeNanos(delivery)) : now;
    long due = earliest + stage.versions().work(version).toNanos();
    if (due > now) {
      waiting.until(delivery, due);
    } else {
      waiting.ready(delivery);
    }
  }

  /** Takes in what can't be read: there is nothing to look up. */
  void undecodable(Delivery delivery, String errorClass, String message) {
    delivery.work().begun();
    conclude(delivery, conclusions.givenUp(delivery, errorClass, message));
  }

  /**
   * Goes on with whatever can go on.
   *
   * @param gather how long deliveries may wait for others to share a question and a transaction
   */
  void turn(Duration gather) {
    long now = stage.clock().nanos();
    if (stage.overflow().ends(now)) {
      notes.circuit(StageEvent.OVERFLOW_RESUMED);
    }
    takeAnswers(now);
    takeAcknowledgements();
    followCircuit();
    settleSuspects(now);
    waiting.wake(now);
    boolean gathered = now >= gatheredNanos + gather.toNanos() || aftermath.isAlone();
    if (now >= storeNotBeforeNanos && gathered) {
      gatheredNanos = now;
      begin(now);
      remember();
    }
    outbox.sendWaiting();
  }

  /** Whether something will come of its own before long. */
  boolean isBusy() {
    return calling > 0 || !concluded.isEmpty() || outbox.isHeldUp() || waiting.readyCount() > 0;
  }

  /** When the next waiting delivery is due. */
  long nextDueNanos() {
    return waiting.nextDueNanos();
  }

  /** Begins nothing of this partition any more; what is begun goes on. */
  void close(PartitionWork work) {
    work.close();
    waiting.drop(work);
  }

  /** Forgets a partition: answers that still come for it are dropped. */
  void abandon(PartitionWork work) {
    close(work);
    work.abandon();
    concluded.removeIf(delivery -> delivery.work() == work);
  }

  private void takeAnswers(long now) {
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      calling--;
      Delivery delivery = answer.delivery();
      boolean probe = delivery.isProbe();
      delivery.probe(false);
      hear(answer);
      if (probe && stage.breaker().isOpen()) {
        stage.breaker().probeEnded(now);
      }
    }
  }

  private void hear(Answer answer) {
    Delivery delivery = answer.delivery();
    long now = answer.arrivedNanos();
    boolean failed = answer.result() instanceof CallResult.Retriable;
    if (failed && stage.breaker().failed(now)) {
      notes.circuit(StageEvent.CIRCUIT_OPENED);
    }
    if (!failed && stage.breaker().answered(answer.startedNanos(), now)) {
      notes.circuit(StageEvent.CIRCUIT_CLOSED);
    }
    if (!delivery.work().isAbandoned()) {
      answer
          .result()
          .match(new Consequences(delivery, answer.decision(), now))
          .ifPresent(conclusion -> conclude(delivery, conclusion));
    }
  }

  /** What each kind of answer comes to; nothing yet if the delivery has to wait. */
  private final class Consequences implements CallResult.Cases<Optional<Conclusion>> {
    private final Delivery delivery;
    private final Decision.Call decision;
    private final long now;

    Consequences(Delivery delivery, Decision.Call decision, long now) {
      this.delivery = delivery;
      this.decision = decision;
      this.now = now;
    }

    @Override
    public Optional<Conclusion> success(CallResult.Success result) {
      notes.of(StageEvent.ATTEMPT_SUCCEEDED, delivery, 0);
      EffectType effect = result.nothing() ? null : decision.effect();
      return Optional.of(
          conclusions.outcome(delivery, effect, decision.onSuccess(), decision.detail()));
    }

    @Override
    public Optional<Conclusion> refused(CallResult.Refused result) {
      if (decision.onRefused() == null) {
        return nonRetriable(new CallResult.NonRetriable(result.status()));
      }
      notes.of(StageEvent.ATTEMPT_SUCCEEDED, delivery, result.status());
      String detail = Correction.refusal(result.status());
      return Optional.of(conclusions.outcome(delivery, null, decision.onRefused(), detail));
    }

    @Override
    public Optional<Conclusion> nonRetriable(CallResult.NonRetriable result) {
      notes.of(StageEvent.ATTEMPT_FAILED, delivery, result.status());
      delivery.useUpAttempt();
      return Optional.of(
          conclusions.givenUp(delivery, "RefusedByService", "HTTP " + result.status()));
    }

    @Override
    public Optional<Conclusion> retriable(CallResult.Retriable result) {
      notes.of(StageEvent.ATTEMPT_FAILED, delivery, result.detail());
      delivery.failed(
          new Delivery.Failure(result.errorClass(), result.message()), now, result.retryAfter());
      if (stage.settings().onOutage() != OnOutage.PAUSE) {
        return attemptFailed(delivery, now);
      }
      delivery.work().putBack();
      if (delivery.work().isClosing()) {
        return Optional.empty();
      }
      if (result.isThrottling()) {
        waiting.until(delivery, failures.afterThrottling(delivery, now)); // uses up no attempt
      } else {
        waiting.suspect(delivery);
      }
      return Optional.empty();
    }
  }

  /** An attempt is used up: the last one, or there will be another later. */
  private Optional<Conclusion> attemptFailed(Delivery delivery, long now) {
    delivery.useUpAttempt();
    Delivery.Failure why = delivery.failure();
    if (failures.areExhausted(delivery)) {
      return Optional.of(conclusions.givenUp(delivery, why.errorClass(), why.message()));
    }
    long due = failures.nextAttempt(delivery, now);
    if (!delivery.isRetry()) {
      memory.parking(delivery);
      return Optional.of(
          conclusions.putOff(delivery, (due + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
    }
    attemptsUsed.add(Conclusions.parked(delivery));
    delivery.work().putBack();
    if (!delivery.work().isClosing()) {
      waiting.until(delivery, due);
    }
    return Optional.empty();
  }

  /** Holds or releases deliveries as the circuit opens and closes. */
  private void followCircuit() {
    boolean open = stage.breaker().isOpen();
    if (open) {
      waiting.holdSuspects();
    } else if (wasOpen) {
      waiting.releaseHeld(stage.clock().nanos());
    }
    wasOpen = open;
  }

  private void settleSuspects(long now) {
    if (!waiting.hasSuspects()) {
      return;
    }
    for (Delivery suspect : waiting.convicted(stage.breaker().lastAnswerNanos())) {
      suspect.work().begun();
      attemptFailed(suspect, now).ifPresent(conclusion -> conclude(suspect, conclusion));
    }
    long patience = stage.settings().retry().backoff(1).toNanos();
    for (Delivery suspect : waiting.undecided(now - patience)) {
      waiting.again(suspect, now); // free of charge: nothing speaks against it
    }
  }

  private void begin(long now) {
    List<Delivery> batch = nextBatch(now);
    if (batch.isEmpty()) {
      return;
    }
    Recollection known;
    Aftermath.Verdict verdict;
    try {
      known = memory.recall(batch);
      verdict = aftermath.judge(batch, known, now / NANOS_PER_MILLI);
    } catch (StoreUnavailableException e) {
      storeIsAway(e);
      endProbes(batch);
      stage.slots().giveBack(batch.size());
      waiting.readyAgain(batch);
      return;
    }
    endProbes(verdict.later());
    stage.slots().giveBack(verdict.later().size());
    waiting.readyAgain(verdict.later());
    verdict.hopeless().forEach(this::breakLoop);
    for (Delivery delivery : verdict.go()) {
      delivery.work().begun();
      start(delivery, known);
    }
  }

  private void breakLoop(Delivery delivery) {
    delivery.work().begun();
    stage.slots().giveBack(1); // no call will be made
    String message = "its consumer died " + Aftermath.LIVES + " times while it was handled";
    conclude(delivery, conclusions.givenUp(delivery, Aftermath.ERROR_CLASS, message));
  }

  /** The deliveries to begin, each with a slot for the call that it may need. */
  private List<Delivery> nextBatch(long now) {
    if (stage.overflow().isOpen()) {
      return List.of();
    }
    boolean pausing = stage.settings().onOutage() == OnOutage.PAUSE && stage.breaker().isOpen();
    if (!pausing) {
      return waiting.take(stage.slots().take(waiting.readyCount()));
    }
    if (!stage.breaker().mayProbe(now)) {
      return List.of();
    }
    int slot = stage.slots().take(1);
    Delivery probe = slot == 0 ? null : waiting.takeForProbe(now);
    if (probe == null) {
      stage.slots().giveBack(slot);
      stage.breaker().probeEnded(now);
      return List.of();
    }
    probe.probe(true);
    return List.of(probe);
  }

  private void endProbes(List<Delivery> batch) {
    for (Delivery delivery : batch) {
      endProbe(delivery);
    }
  }

  /** The delivery had leave to ask the service, and did not. */
  private void endProbe(Delivery delivery) {
    if (delivery.isProbe()) {
      delivery.probe(false);
      stage.breaker().probeEnded(stage.clock().nanos());
    }
  }

  private void start(Delivery delivery, Recollection known) {
    settledEarlier(delivery, known)
        .or(() -> decide(delivery, known))
        .ifPresent(
            conclusion -> {
              stage.slots().giveBack(1); // no call was needed
              conclude(delivery, conclusion);
            });
  }

  private Optional<Conclusion> decide(Delivery delivery, Recollection known) {
    PoisonMark.mayCrash(delivery.record().headers());
    OrderHistory history = known.history(delivery);
    delivery.recalled(history);
    StageLogic logic = stage.versions().logic(delivery.version());
    OrderEvent event = delivery.event();
    int revision = delivery.revision();
    Decision decision =
        revision == 0
            ? logic.decide(event, history)
            : Correction.decide(logic, event, history, delivery.rootId(), revision);
    delivery.decided(decision);
    return decision.match(new Actions(delivery));
  }

  /** What needs no decision, because one was made before or an earlier event of the key waits. */
  private Optional<Conclusion> settledEarlier(Delivery delivery, Recollection known) {
    EventMeta event = delivery.event().meta();
    OrderHistory history = known.history(delivery);
    if (history.supersedes(event.type(), delivery.rootId(), delivery.revision())) {
      return Optional.of(Conclusions.superseded(delivery));
    }
    Optional<Handled> handled = history.of(delivery.rootId(), delivery.revision());
    if (handled.isPresent()) {
      return Optional.of(conclusions.again(delivery, handled.get()));
    }
    GivenUp givenUp = known.givenUp(delivery);
    if (givenUp != null && !isReplayed(delivery)) {
      return Optional.of(conclusions.givenUpAgain(delivery, givenUp));
    }
    if (isSuperseded(delivery, known)) {
      return Optional.of(Conclusions.superseded(delivery));
    }
    Parked parked = known.parked(delivery);
    if (parked != null) {
      delivery.resume(parked.attempts(), parked.firstFailureMillis());
    }
    boolean putOff = !delivery.isRetry() && (parked != null || known.keyIsParked(delivery));
    if (putOff) {
      memory.parking(delivery);
      return Optional.of(conclusions.putOff(delivery, 0));
    }
    return Optional.empty();
  }

  /**
   * Whether an amendment is older than what is known of its order. A cancellation is taken whenever
   * it comes: an order that its customer does not want must not be charged.
   */
  private static boolean isSuperseded(Delivery delivery, Recollection known) {
    EventMeta event = delivery.event().meta();
    return event.type() == EventType.ORDER_AMENDED
        && known.history(delivery).latestSequenceBut(event.eventId())
            >= Conclusions.keySequence(delivery)
        && Conclusions.keySequence(delivery) >= 0;
  }

  /** What each kind of decision comes to; nothing yet if the service is being called. */
  private final class Actions implements Decision.Cases<Optional<Conclusion>> {
    private final Delivery delivery;

    Actions(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public Optional<Conclusion> call(Decision.Call decision) {
      if (stage.settings().onOutage() == OnOutage.DEAD_LETTER && circuitForbids()) {
        String message = stage.name().service() + " is out";
        return Optional.of(conclusions.givenUp(delivery, "CircuitOpen", message));
      }
      place(delivery, decision);
      return Optional.empty();
    }

    private boolean circuitForbids() {
      boolean open = stage.breaker().isOpen();
      boolean probe = open && stage.breaker().mayProbe(stage.clock().nanos());
      delivery.probe(probe);
      return open && !probe;
    }

    @Override
    public Optional<Conclusion> emit(Decision.Emit decision) {
      return Optional.of(
          conclusions.outcome(delivery, null, decision.outcome(), decision.detail()));
    }

    @Override
    public Optional<Conclusion> note(Decision.Note decision) {
      return Optional.of(conclusions.noted(delivery));
    }

    @Override
    public Optional<Conclusion> ignore(Decision.Ignore decision) {
      // a raised revision is remembered whatever comes of it: it supersedes those before it
      return Optional.of(
          delivery.revision() > 0 ? conclusions.noted(delivery) : Conclusion.NOTHING);
    }

    @Override
    public Optional<Conclusion> invalid(Decision.Invalid decision) {
      return Optional.of(conclusions.givenUp(delivery, decision.errorClass(), decision.message()));
    }
  }

  private void place(Delivery delivery, Decision.Call decision) {
    EventMeta meta = delivery.event().meta();
    EffectType effect = decision.effect();
    UUID reverses =
        effect == EffectType.REFUND ? idempotencyKey(delivery, EffectType.CHARGE) : null;
    int replay = (int) EventHeaders.number(delivery.record().headers(), EventHeaders.REPLAY_ID, 0);
    long started = stage.clock().nanos();
    calling++;
    stage
        .downstream()
        .call(
            new DownstreamCall(
                effect,
                meta.orderNumber(),
                idempotencyKey(delivery, effect),
                meta.eventId(),
                reverses,
                replay,
                PoisonMark.takes(delivery.record().headers())),
            result -> {
              stage.slots().giveBack(1); // the service is free for another, whoever takes this in
              answers.add(new Answer(delivery, decision, started, stage.clock().nanos(), result));
            });
  }

  /** All revisions of an event share it: what was done for one is not done again for another. */
  private static UUID idempotencyKey(Delivery delivery, EffectType effect) {
    String orderId = delivery.event().meta().orderId();
    return EventIds.idempotencyKey(orderId, effect.name(), delivery.rootId());
  }

  private void conclude(Delivery delivery, Conclusion conclusion) {
    endProbe(delivery);
    delivery.conclude(conclusion);
    concluded.add(delivery);
  }

  /** One transaction for all that is concluded; then it may be produced. */
  private void remember() {
    if (concluded.isEmpty() && attemptsUsed.isEmpty()) {
      return;
    }
    var batch = new StoreBatch(stage.name());
    for (Delivery delivery : concluded) {
      delivery.conclusion().remember(delivery.origin(), delivery.isRetry(), batch);
      aftermath.concluding(delivery, batch);
    }
    attemptsUsed.forEach(batch::parked);
    try {
      stage.store().commit(batch, stage.clock().nanos());
    } catch (StoreUnavailableException e) {
      storeIsAway(e);
      return;
    }
    attemptsUsed.clear();
    var remembered = List.copyOf(concluded);
    concluded.clear();
    remembered.forEach(this::produce);
  }

  private void produce(Delivery delivery) {
    aftermath.concluded(delivery);
    notes.ofConclusion(delivery);
    if (stage.versions().areCompared() && delivery.hadTurn()) {
      stage.recorder().handled(HandlingNotes.of(delivery, stage.clock().nanos()));
    }
    watchOverflow(delivery.conclusion().mark());
    boolean silent = delivery.conclusion().send() == null;
    if (!silent) {
      outbox.send(delivery);
    }
    Delivery next = delivery.work().release(delivery);
    if (next != null && !next.work().isClosing()) {
      ready(next);
    }
    if (silent) {
      delivery.work().done(delivery);
    }
  }

  /** What is put off is not concluded: it may yet be given up. */
  private void watchOverflow(@Nullable StageEvent mark) {
    boolean dead = mark == StageEvent.DEAD_LETTERED;
    if (mark != StageEvent.PARKED && stage.overflow().concluded(dead, stage.clock().nanos())) {
      notes.circuit(StageEvent.OVERFLOW_PAUSED);
    }
  }

  private void takeAcknowledgements() {
    for (Delivery sent = outbox.nextAcknowledged();
        sent != null;
        sent = outbox.nextAcknowledged()) {
      if (!sent.work().isAbandoned()) {
        sent.work().done(sent);
      }
    }
  }

  private void storeIsAway(StoreUnavailableException e) {
    LOG.warn("{}: {}; trying again in {}", notes.who(), e.getMessage(), STORE_AGAIN);
    storeNotBeforeNanos = stage.clock().nanos() + STORE_AGAIN.toNanos();
  }

  /** A replay is asked for because something was mended: what was given up is tried again. */
  private static boolean isReplayed(Delivery delivery) {
    return delivery.record().headers().lastHeader(EventHeaders.REPLAY_ID) != null;
  }

  private static long notBeforeNanos(Delivery delivery) {
    long millis = EventHeaders.number(delivery.record().headers(), EventHeaders.NOT_BEFORE, 0);
    return millis * 1_000_000;
  }
}
