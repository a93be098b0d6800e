package io.orderstorm.simulator.downstream;

import io.orderstorm.simulator.time.RunClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets requests in, in the order in which they came and no more at once than the service can take,
 * holds each for its service time and answers it. Lives on one event loop.
 *
 * <p>Work that was begun is finished, also if the caller has gone away meanwhile: an effect behind
 * a timed-out call is what makes idempotency keys necessary.
 */
final class ServiceDesk {
  /** Answers at once, in every mode that answers at all; no business of any order. */
  static final String HEALTH = "/health";

  /**
   * Who finds so many waiting is sent away with 503, as by a real server's backlog: callers that
   * give up leave their work in the line, and a storm of them must not fill the memory.
   */
  private static final int LONGEST_LINE = 10_000;

  private static final double NANOS_PER_MILLI = 1e6;

  private final Vertx vertx;
  private final ServiceSettings settings;
  private final ServiceLedger ledger;
  private final RunClock clock;
  private final SplittableRandom random;
  private final Queue<Visit> waiting = new ArrayDeque<>();
  private int busy;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong marked = new AtomicLong();
  private Conduct conduct = new Conduct() {};

  ServiceDesk(Vertx vertx, ServiceSettings settings, ServiceLedger ledger, RunClock clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.ledger = ledger;
    this.clock = clock;
    this.random = new SplittableRandom(settings.seed());
  }

  /** A request at the desk. */
  private record Visit(DownstreamCall call, HttpServerResponse response, long arrivedNanos) {}

  void mode(ServiceMode next) {
    conduct = next.match(new Conducts(random, clock.nanos()));
  }

  /** How many requests have come so far. Any thread. */
  long requests() {
    return requests.get();
  }

  /** How many requests so far a mode turned away, slowed down or answered late. Any thread. */
  long marked() {
    return marked.get();
  }

  void receive(HttpServerRequest request) {
    if (HEALTH.equals(request.path())) {
      answer(request.response(), 200, false);
      return;
    }
    requests.incrementAndGet();
    Optional<DownstreamCall> call =
        DownstreamCall.parse(
            request.path(), request.query(), request.getHeader(DownstreamCall.IDEMPOTENCY_KEY));
    if (call.isEmpty()) {
      answer(request.response(), 400, false);
      return;
    }
    long now = clock.nanos();
    Denial denial = conduct.atTheDoor(now);
    if (denial != null) {
      deny(request.response(), denial);
    } else if (waiting.size() >= LONGEST_LINE) {
      answer(request.response(), 503, false);
    } else {
      waiting.add(new Visit(call.get(), request.response(), now));
      letIn();
    }
  }

  private void letIn() {
    while (busy < settings.concurrency() && !waiting.isEmpty()) {
      Visit visit = waiting.remove();
      busy++;
      double slowness = conduct.slowness();
      if (slowness != 1) {
        marked.incrementAndGet();
      }
      long usual = millis(settings.serviceTime().nanos(random) * slowness);
      long millis = Math.max(usual, visit.call().takes().toMillis());
      if (millis == 0) {
        finish(visit);
      } else {
        vertx.setTimer(millis, timer -> leave(visit));
      }
    }
  }

  private void leave(Visit visit) {
    finish(visit);
    letIn();
  }

  private void finish(Visit visit) {
    busy--;
    Denial denial = conduct.insteadOfWork(visit.call().orderNumber());
    if (denial != null) {
      deny(visit.response(), denial);
      return;
    }
    if (random.nextDouble() < settings.errorRate()) {
      answer(visit.response(), 500, false);
      return;
    }
    ServiceLedger.Answer answer = ledger.enter(visit.call(), visit.arrivedNanos());
    long later = conduct.answersLater().toMillis();
    if (later == 0) {
      answer(visit.response(), answer.status(), answer.replayed());
      return;
    }
    marked.incrementAndGet();
    vertx.setTimer(later, timer -> answer(visit.response(), answer.status(), answer.replayed()));
  }

  private void deny(HttpServerResponse response, Denial denial) {
    marked.incrementAndGet();
    if (!denial.retryAfter().isZero() && !response.closed()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(denial.retryAfter().toSeconds()));
    }
    answer(response, denial.status(), false);
  }

  /** The loop's timers count whole milliseconds: rounded by chance, so that the mean stays. */
  private long millis(double nanos) {
    return (long) (nanos / NANOS_PER_MILLI + random.nextDouble());
  }

  private static void answer(HttpServerResponse response, int status, boolean replayed) {
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status);
    if (replayed) {
      response.putHeader(DownstreamCall.REPLAYED, "true");
    }
    response.end();
  }
}
