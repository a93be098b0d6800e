package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.deadletter.Triage;
import io.orderstorm.simulator.replay.Copies;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.Scope;
import io.orderstorm.simulator.replay.audit.AuditLog;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.CopiesSeen;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.ReplayPlan;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.StoreView;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import io.orderstorm.simulator.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a plan, from its checkpoint to the end, or to where it is stopped. {@link #interrupt}
 * may be called from any thread; all else is for one.
 */
public final class ReplayRun {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STEP_NANOS = 50_000_000;
  private static final long COMMIT_EVERY_NANOS = 500_000_000;
  private static final int MOST_FAILURES = 5;

  private final ClusterAccess access;
  private final ClusterView cluster;
  private final @Nullable StoreView store;
  private final SealedPlan sealed;
  private final ReplayPlan plan;
  private final Scope scope;
  private final AuditLog audit;
  private final Control control;
  private final Copies copies;
  private final Pace pace;
  private final Progress progress;
  private @Nullable LiveGuard guard;
  private long transactionNanos;
  private Control.Word heard = Control.Word.RUN;
  private volatile boolean interrupted;

  public ReplayRun(
      ClusterAccess access,
      ClusterView cluster,
      ReplayFolder folder,
      SealedPlan sealed,
      AuditLog audit,
      ProgressListener listener) {
    this(access, cluster, folder, sealed, audit, listener, null);
  }

  /**
   * A run that asks afterwards what the stage did with its copies.
   *
   * @param store of the reference pipeline; {@code null} if it is not known
   */
  public ReplayRun(
      ClusterAccess access,
      ClusterView cluster,
      ReplayFolder folder,
      SealedPlan sealed,
      AuditLog audit,
      ProgressListener listener,
      @Nullable StoreView store) {
    this.access = access;
    this.store = store;
    this.cluster = cluster;
    this.sealed = sealed;
    this.plan = sealed.plan();
    this.scope = plan.request().scope();
    this.audit = audit;
    this.control = new Control(folder, plan.id());
    this.copies = new Copies(plan.request(), plan.id(), sealed.replayId());
    this.pace = new Pace(plan.request().ceiling(), System::nanoTime);
    this.progress = new Progress(plan, folder, listener);
  }

  /** Asks the run to commit what it has and to end; it can be run again. */
  public void interrupt() {
    interrupted = true;
  }

  /**
   * Runs the plan. The gate must have let it through.
   *
   * @throws ReplayRefusedException if another process runs it, or its checkpoint is lost
   */
  public Outcome run() {
    Control.Held held =
        control
            .hold()
            .orElseThrow(
                () -> new ReplayRefusedException("plan " + plan.id() + " is being run already"));
    try (held;
        Quota quota = Quota.set(cluster.admin(), plan.clientId(), plan.request().ceiling())) {
      audit.append(
          "started",
          plan.id(),
          Map.of(
              "sha256",
              sealed.sha256(),
              "replayId",
              sealed.replayId(),
              "pid",
              ProcessHandle.current().pid(),
              "quota",
              quota.said()));
      return ended(guarded());
    } catch (ReplayRefusedException e) {
      audit.append(
          "ended",
          plan.id(),
          Map.of("outcome", "failed", "reason", String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private Outcome guarded() {
    Guard wanted = plan.request().guard();
    if (wanted == null) {
      return persist();
    }
    Set<String> targets =
        plan.targets().stream().map(TopicSeen::name).collect(Collectors.toUnmodifiableSet());
    var view = new LivePathView(cluster, wanted, targets, InstantSource.system());
    try (var live = new LiveGuard(wanted, view::look, this::throttled)) {
      guard = live;
      return persist();
    }
  }

  private void throttled(Throttle now, String why) {
    audit.append("throttle", plan.id(), Map.of("share", now.share(), "why", why));
  }

  private Outcome ended(Outcome outcome) {
    progress.end(outcome);
    audit.append(
        "ended",
        plan.id(),
        Map.of(
            "outcome",
            outcome.kind().name().toLowerCase(Locale.ROOT),
            "records",
            outcome.records(),
            "copied",
            outcome.copied(),
            "reason",
            outcome.reason(),
            "parity",
            outcome.parity() == null ? Map.of() : outcome.parity(),
            "reception",
            outcome.reception() == null ? Map.of() : outcome.reception()));
    return outcome;
  }

  /** Goes on after what passes, a few times. */
  private Outcome persist() {
    int failures = 0;
    long before = -1;
    while (true) {
      try (Session session = new Session(access, sealed)) {
        requireSoundStart(session);
        return carryOut(session);
      } catch (KafkaException e) {
        long now = progress.copied();
        failures = now > before ? 1 : failures + 1;
        before = now;
        if (isFinal(e) || failures > MOST_FAILURES || !rested(failures)) {
          return outcome(Outcome.Kind.FAILED, null, ReplayFailedException.reason(e));
        }
      } catch (ReplayFailedException e) {
        return outcome(Outcome.Kind.FAILED, null, String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean isFinal(KafkaException e) {
    Throwable why = e.getCause() instanceof KafkaException cause ? cause : e;
    return why instanceof ProducerFencedException
        || why instanceof AuthorizationException
        || why instanceof SaslAuthenticationException
        || why instanceof RecordTooLargeException
        || why instanceof OffsetOutOfRangeException;
  }

  private boolean rested(int failures) {
    long untilNanos = System.nanoTime() + Duration.ofSeconds(failures).toNanos();
    while (System.nanoTime() < untilNanos && !interrupted) {
      if (!rest()) {
        return false;
      }
    }
    return !interrupted;
  }

  /** Offsets of a group that is idle for a week are forgotten; the copies are not. */
  private void requireSoundStart(Session session) {
    progress.committed(session.copied());
    boolean lane = plan.request().target().goesToOneStage();
    if (!session.foundCheckpoint() && !lane) {
      new CopiesSeen(access, cluster, plan.clientId())
          .requireNone(
              cluster.topics(plan.targets().stream().map(one -> one.name()).toList()),
              plan.targets(),
              plan.slices(),
              scope,
              "");
    }
  }

  private Outcome carryOut(Session session) {
    while (!session.isDone()) {
      if (!mayGoOn(session)) {
        return stopped(session);
      }
      for (ConsumerRecord<byte[], byte[]> record : session.poll(POLL)) {
        if (!session.isWanted(record)) {
          continue;
        }
        if (!scope.includes(record) || copies.isLeftOut(record)) {
          session.pass(record);
        } else if (!copied(session, record)) {
          return stopped(session);
        }
      }
      session.settle();
      commitIfDue(session);
    }
    commit(session);
    Outcome.Parity parity = new ParityCheck(access, sealed).check(cluster);
    return received(
        parity.holds()
            ? outcome(Outcome.Kind.SUCCEEDED, parity, "")
            : outcome(Outcome.Kind.PARTIALLY, parity, "source and target do not agree"));
  }

  private Outcome stopped(Session session) {
    commit(session);
    return interrupted
        ? outcome(Outcome.Kind.INTERRUPTED, null, "it was told to end")
        : outcome(Outcome.Kind.CANCELLED, null, "it was cancelled");
  }

  private Outcome outcome(Outcome.Kind kind, Outcome.@Nullable Parity parity, String reason) {
    return new Outcome(
        plan.id(), kind, plan.blastRadius().records(), progress.copied(), parity, reason, null);
  }

  /**
   * The copies are made and nothing changes that: what the stage did with them is told if known.
   */
  private Outcome received(Outcome outcome) {
    Outcome.Reception reception = null;
    try {
      reception =
          Lane.of(access, cluster, store, sealed)
              .flatMap(lane -> lane.reception(() -> interrupted))
              .orElse(null);
    } catch (ReplayFailedException | StoreUnavailableException e) {
      LOG.warn("what the stage did with the copies can't be asked: {}", e.getMessage());
    }
    return new Outcome(
        outcome.plan(),
        outcome.kind(),
        outcome.records(),
        outcome.copied(),
        outcome.parity(),
        outcome.reason(),
        reception);
  }

  /** Copies a record as soon as it may go; false if the run is to end before that. */
  private boolean copied(Session session, ConsumerRecord<byte[], byte[]> record) {
    ProducerRecord<byte[], byte[]> copy = copies.of(record);
    long size = Copies.bytes(copy);
    while (true) {
      if (!mayGoOn(session)) {
        return false;
      }
      long wait = pace.waitNanos(size);
      if (wait == 0) {
        break;
      }
      park(wait);
      commitIfDue(session);
    }
    if (!session.isInTransaction()) {
      transactionNanos = System.nanoTime();
    }
    session.copy(record, copy);
    if (plan.request().redrive() != null) {
      session.send(Triage.redriven(record, plan.id(), Instant.now()));
    }
    commitIfDue(session);
    return true;
  }

  private static void park(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(nanos, STEP_NANOS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits as long as somebody, or the live path, wants it to; false if it is to end. */
  private boolean mayGoOn(Session session) {
    while (!interrupted && hear() != Control.Word.CANCEL) {
      failIfSendFailed(session);
      LiveGuard live = guard;
      boolean byGuard = live != null && live.throttle().isPaused();
      boolean byUser = heard == Control.Word.PAUSE;
      if (!byGuard && !byUser) {
        double share = live == null ? 1 : live.throttle().share();
        pace.share(share);
        progress.running(share);
        return true;
      }
      commit(session); // an open transaction would hold up every reader of the target
      progress.paused(byUser);
      if (!rest()) {
        return false;
      }
    }
    return false;
  }

  private boolean rest() {
    try {
      TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
      return false;
    }
  }

  private long hearAgainNanos = Long.MIN_VALUE;

  private Control.Word hear() {
    long now = System.nanoTime();
    if (hearAgainNanos == Long.MIN_VALUE || now - hearAgainNanos > 0) {
      hearAgainNanos = now + 4 * STEP_NANOS;
      Control.Word word = control.heard();
      if (word != heard) {
        heard = word;
        audit.append("heard", plan.id(), Map.of("word", word.name().toLowerCase(Locale.ROOT)));
      }
    }
    return heard;
  }

  private static void failIfSendFailed(Session session) {
    Exception failure = session.sendFailure();
    if (failure != null) {
      throw failure instanceof KafkaException kafka ? kafka : new KafkaException(failure);
    }
  }

  private void commitIfDue(Session session) {
    if (session.isInTransaction() && System.nanoTime() - transactionNanos >= COMMIT_EVERY_NANOS) {
      commit(session);
    }
  }

  private void commit(Session session) {
    session.commit();
    progress.committed(session.copied());
  }
}
