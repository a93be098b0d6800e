package io.orderstorm.simulator.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.downstream.CallResult.Refused;
import io.orderstorm.simulator.downstream.CallResult.Retriable;
import io.orderstorm.simulator.downstream.CallResult.Success;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.time.RunClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownstreamServiceIT {
  private static final Duration PROMPT = Duration.ofSeconds(20);
  private static final OrderFates ALL_WELL =
      new OrderFates(OrderProfile.ofSeed(1).withShares(OrderProfile.Shares.NONE));
  private static final OrderFates ALL_BAD =
      new OrderFates(OrderProfile.ofSeed(1).withShares(new OrderProfile.Shares(0, 1, 1)));

  private final List<Effect> effects = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final AtomicLong time = new AtomicLong();
  private final EventLoop loop = EventLoop.start();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    loop.close();
  }

  @Test
  void anEffectIsRecordedWithItsCauseAndTimes() {
    var client = client(service(constant(5), 8, true, ALL_WELL), 4, PROMPT);
    var call = charge(7);

    assertThat(ask(client, call)).isEqualTo(new Success(false));

    assertThat(effects).hasSize(1);
    Effect effect = effects.get(0);
    assertThat(effect.orderNumber()).isEqualTo(7);
    assertThat(effect.type()).isEqualTo(EffectType.CHARGE);
    assertThat(effect.idempotencyKey()).isEqualTo(call.idempotencyKey());
    assertThat(effect.causeId()).isEqualTo(call.causeId());
    assertThat(effect.replay()).isEqualTo(3);
    assertThat(effect.performed()).isTrue();
    assertThat(effect.finishedNanos() - effect.startedNanos()).isGreaterThan(3_000_000);
  }

  @Test
  void aKnownKeyDoesNothingAgainWhereItIsHonoured() {
    var client = client(service(constant(0), 8, true, ALL_WELL), 4, PROMPT);
    var call = charge(7);

    ask(client, call);
    assertThat(ask(client, call)).isEqualTo(new Success(false));

    assertThat(effects).extracting(Effect::performed).containsExactly(true, false);
  }

  @Test
  void aKnownKeyDoesItAgainWhereItIsIgnored() {
    var client = client(service(constant(0), 8, false, ALL_WELL), 4, PROMPT);
    var call = charge(7);

    ask(client, call);
    ask(client, call);

    assertThat(effects).extracting(Effect::performed).containsExactly(true, true);
  }

  @Test
  void twoCallsAtOnceUnderOneKeyDoItOnce() {
    var client = client(service(constant(30), 8, true, ALL_WELL), 4, PROMPT);
    var call = charge(7);

    askAll(client, List.of(call, call));

    assertThat(effects).extracting(Effect::performed).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void moreRequestsThanTheLimitTakeTheirTurn() {
    var client = client(service(constant(20), 2, true, ALL_WELL), 20, PROMPT);

    askAll(client, IntStream.range(0, 10).mapToObj(DownstreamServiceIT::charge).toList());

    long first = effects.stream().mapToLong(Effect::startedNanos).min().orElseThrow();
    long last = effects.stream().mapToLong(Effect::finishedNanos).max().orElseThrow();
    assertThat(last - first).as("ten requests of 20 ms, two at once").isGreaterThan(95_000_000);
  }

  @Test
  void outOfStockAndDeclinedAreAnswersWithoutEffects() {
    var client = client(service(constant(0), 8, true, ALL_BAD), 4, PROMPT);

    assertThat(ask(client, charge(7))).isEqualTo(new Refused(402));
    assertThat(ask(client, call(EffectType.RESERVE, 7, null))).isEqualTo(new Refused(409));
    assertThat(effects).isEmpty();
  }

  @Test
  void aRefundFindsOnlyAChargeThatWasMade() {
    var client = client(service(constant(0), 8, true, ALL_WELL), 4, PROMPT);
    var charge = charge(7);

    assertThat(ask(client, call(EffectType.REFUND, 7, charge.idempotencyKey())))
        .isEqualTo(new Success(true));
    ask(client, charge);
    assertThat(ask(client, call(EffectType.REFUND, 7, charge.idempotencyKey())))
        .isEqualTo(new Success(false));
    assertThat(effects)
        .extracting(Effect::type)
        .containsExactly(EffectType.CHARGE, EffectType.REFUND);
  }

  @Test
  void aLateAnswerIsATimeoutAndTheEffectHappensAllTheSame() {
    var service = service(constant(100), 8, true, ALL_WELL);
    var client = client(service, 4, Duration.ofMillis(30));

    assertThat(ask(client, charge(7)))
        .isInstanceOfSatisfying(
            Retriable.class, late -> assertThat(late.errorClass()).isEqualTo("CallTimeout"));

    await().until(() -> effects.size() == 1);
  }

  @Test
  void aRefusingServiceIsAConnectionFailureUntilItListensAgain() {
    var service = service(constant(0), 8, true, ALL_WELL);
    var client = client(service, 4, PROMPT);
    ask(client, charge(1));

    service.mode(new ServiceMode.Refusing());
    assertThat(ask(client, charge(2)))
        .isInstanceOfSatisfying(
            Retriable.class, broken -> assertThat(broken.detail()).isEqualTo(Retriable.CONNECTION));

    service.mode(ServiceMode.NORMAL);
    assertThat(ask(client, charge(3))).isEqualTo(new Success(false));
  }

  @Test
  void anUnavailableServiceAnswers503() {
    var service = service(constant(0), 8, true, ALL_WELL);
    var client = client(service, 4, PROMPT);

    service.mode(new ServiceMode.Unavailable());

    assertThat(ask(client, charge(2))).isEqualTo(new Retriable(503, "HTTP 503"));
    assertThat(effects).isEmpty();
  }

  @Test
  void aFailingServiceFailsItsShareWithoutEffects() {
    var service = service(constant(0), 64, true, ALL_WELL);
    var client = client(service, 16, PROMPT);

    service.mode(new ServiceMode.Failing(0.3));
    var results =
        askAll(client, IntStream.range(0, 1_000).mapToObj(DownstreamServiceIT::charge).toList());

    long failed = results.stream().filter(new Retriable(500, "HTTP 500")::equals).count();
    assertThat(failed).isBetween(230L, 370L);
    assertThat(effects).hasSize((int) (1_000 - failed));
  }

  @Test
  void retryAfterTravelsWith503And429AndNothingElse() {
    var service = service(constant(0), 8, true, ALL_WELL);
    var client = client(service, 4, PROMPT);
    var twoSeconds = Duration.ofSeconds(2);

    service.mode(new ServiceMode.Failing(503, 1, twoSeconds));
    assertThat(ask(client, charge(1))).isEqualTo(new Retriable(503, "HTTP 503", twoSeconds));
    service.mode(new ServiceMode.Failing(429, 1, twoSeconds));
    assertThat(ask(client, charge(2))).isEqualTo(new Retriable(429, "HTTP 429", twoSeconds));
    service.mode(new ServiceMode.Failing(500, 1, twoSeconds));
    assertThat(ask(client, charge(3))).isEqualTo(new Retriable(500, "HTTP 500"));
    assertThat(effects).isEmpty();
    assertThat(service.marked()).isEqualTo(3);
  }

  @Test
  void aPartialOutageFailsTheSameOrdersEveryTimeAndNoOthers() {
    var service = service(constant(0), 64, true, ALL_WELL);
    var client = client(service, 16, PROMPT);
    var mode = new ServiceMode.PartialOutage(500, 0.2);
    var calls = IntStream.range(0, 1_000).mapToObj(DownstreamServiceIT::charge).toList();

    service.mode(mode);
    var results = askAll(client, calls);

    assertThat(askAll(client, calls)).isEqualTo(results);
    for (int order = 0; order < results.size(); order++) {
      assertThat(results.get(order) instanceof Retriable).isEqualTo(mode.hits(order));
    }
    assertThat(results.stream().filter(Retriable.class::isInstance).count())
        .isBetween(150L, 250L)
        .isEqualTo(service.marked() / 2);
  }

  @Test
  void aLateAnswerLeavesTheEffectBehindForTheCallerToRepeat() {
    var service = service(constant(0), 8, false, ALL_WELL);
    var client = client(service, 4, Duration.ofMillis(200));
    service.mode(new ServiceMode.LateAnswer(PROMPT));

    assertThat(ask(client, charge(7)))
        .isInstanceOfSatisfying(
            Retriable.class, late -> assertThat(late.detail()).isEqualTo(Retriable.TIMEOUT));
    assertThat(effects).hasSize(1);
    service.mode(ServiceMode.NORMAL);
    assertThat(ask(client, charge(7))).isEqualTo(new Success(false));

    assertThat(effects).extracting(Effect::performed).containsExactly(true, true);
    assertThat(service.marked()).isEqualTo(1);
  }

  @Test
  void callsAboveTheRateAreTurnedAwayAtOnce() {
    var service = service(constant(0), 64, true, ALL_WELL, time::get);
    var client = client(service, 16, PROMPT);
    service.mode(new ServiceMode.RateLimit(100, Duration.ofSeconds(1)));
    var calls = IntStream.range(0, 50).mapToObj(DownstreamServiceIT::charge).toList();
    var turnedAway = new Retriable(429, "HTTP 429", Duration.ofSeconds(1));

    assertThat(askAll(client, calls)).filteredOn(turnedAway::equals).hasSize(40);
    time.addAndGet(Duration.ofMillis(50).toNanos());
    assertThat(askAll(client, calls)).filteredOn(turnedAway::equals).hasSize(45);
    time.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(askAll(client, calls)).filteredOn(turnedAway::equals).hasSize(40);
  }

  @Test
  void afterAnOutageTheShareThatIsLetInRisesEvenly() {
    var service = service(constant(0), 64, true, ALL_WELL, time::get);
    var client = client(service, 16, PROMPT);
    service.mode(new ServiceMode.RecoveryRamp(Duration.ofSeconds(20), Duration.ofSeconds(10)));

    assertThat(letIn(client)).isZero();
    time.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(letIn(client)).isZero();
    time.addAndGet(Duration.ofMillis(2_500).toNanos());
    assertThat(letIn(client)).isBetween(180L, 320L);
    time.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(letIn(client)).isBetween(680L, 820L);
    time.addAndGet(Duration.ofMillis(2_500).toNanos());
    assertThat(letIn(client)).isEqualTo(1_000);
  }

  @Test
  void onlyRequestsThatAModeTouchedAreMarked() {
    var service = service(constant(0), 8, true, ALL_WELL);
    var client = client(service, 4, PROMPT);

    ask(client, charge(1));
    service.mode(new ServiceMode.Failing(0));
    ask(client, charge(2));
    assertThat(service.marked()).isZero();
    service.mode(new ServiceMode.Slow(2));
    ask(client, charge(3));

    assertThat(service.requests()).isEqualTo(3);
    assertThat(service.marked()).isEqualTo(1);
  }

  @Test
  void aRetryAfterThatMakesNoSenseIsNone() {
    assertThat(RetryAfter.of("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.of(null)).isZero();
    assertThat(RetryAfter.of("-7")).isZero();
    assertThat(RetryAfter.of("soon")).isZero();
    assertThat(RetryAfter.of("999999999")).isEqualTo(Duration.ofHours(1));
    assertThat(RetryAfter.of("9999999999999999999")).isZero();
  }

  @Test
  void aSlowServiceTakesItsFactorLonger() {
    var service = service(constant(10), 8, true, ALL_WELL);
    var client = client(service, 4, PROMPT);

    service.mode(new ServiceMode.Slow(5));
    ask(client, charge(7));

    assertThat(effects.get(0).finishedNanos() - effects.get(0).startedNanos())
        .isGreaterThan(45_000_000);
  }

  @Test
  void aRequestThatMakesNoSenseIsRefusedForGood() throws Exception {
    var service = service(constant(0), 8, true, ALL_WELL);
    var request =
        HttpRequest.newBuilder(URI.create(service.baseUrl() + "/nonsense/1?cause=x"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();

    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aBaseUrlWithoutAPortIsRefused() {
    assertThatThrownBy(() -> new DownstreamClient(loop, "http://localhost", 1, PROMPT))
        .hasMessage("a service is http://host:port, not http://localhost");
  }

  /** How many of a thousand calls are answered well. */
  private static long letIn(DownstreamClient client) {
    var calls = IntStream.range(0, 1_000).mapToObj(DownstreamServiceIT::charge).toList();
    return askAll(client, calls).stream().filter(Success.class::isInstance).count();
  }

  @Test
  void aCallThatTakesLongTakesLongAndHoldsUpOnlyWhoNeedsItsPlace() {
    var service = service(constant(1), 2, true, ALL_WELL);
    var client = client(service, 4, Duration.ofSeconds(5));
    var slow =
        new DownstreamCall(
            EffectType.CHARGE, 1, new UUID(9, 9), new UUID(5, 1), null, 0, Duration.ofMillis(400));
    var done = new CompletableFuture<CallResult>();
    long began = System.nanoTime();

    client.call(slow, done::complete);
    ask(client, charge(2));
    long other = System.nanoTime() - began;
    done.orTimeout(2, TimeUnit.MINUTES).join();
    long all = System.nanoTime() - began;

    assertThat(Duration.ofNanos(all)).isGreaterThanOrEqualTo(Duration.ofMillis(399));
    assertThat(Duration.ofNanos(other)).isLessThan(Duration.ofNanos(all));
    assertThat(effects).hasSize(2);
  }

  @Test
  void whoeverComesToALineThatIsFullIsSentAway() {
    var service = service(constant(600_000), 1, true, ALL_WELL);
    var impatient = client(service, 300, Duration.ofMillis(200)); // gives up, and leaves its work
    var sentAway = new AtomicLong();

    // one is worked on and 10,000 wait; what gave up before it arrived is sent again
    for (long missing = 10_001; missing > 0; missing = 10_001 - service.requests()) {
      var answers = new AtomicLong();
      for (int order = 0; order < missing; order++) {
        impatient.call(
            charge(order),
            result -> {
              if (result instanceof Retriable refused && refused.detail() == 503) {
                sentAway.incrementAndGet();
              }
              answers.incrementAndGet();
            });
      }
      long all = missing;
      await().atMost(Duration.ofMinutes(3)).until(() -> answers.get() == all);
    }
    assertThat(service.requests()).isEqualTo(10_001);
    assertThat(sentAway).as("there was room for each").hasValue(0);

    var next = new AtomicReference<CallResult>();
    client(service, 1, Duration.ofSeconds(30)).call(charge(10_001), next::set);

    await().atMost(Duration.ofMinutes(2)).until(() -> next.get() != null);
    assertThat(next.get())
        .isInstanceOfSatisfying(Retriable.class, away -> assertThat(away.detail()).isEqualTo(503));
  }

  private DownstreamService service(
      ServiceTime time, int concurrency, boolean honoured, OrderFates fates) {
    return service(time, concurrency, honoured, fates, System::nanoTime);
  }

  private DownstreamService service(
      ServiceTime time, int concurrency, boolean honoured, OrderFates fates, RunClock clock) {
    var settings = new ServiceSettings("payment-provider", time, concurrency, 0, honoured, 1);
    var service = DownstreamService.start(loop, settings, fates, effects::add, clock);
    open.add(0, service);
    return service;
  }

  private DownstreamClient client(DownstreamService service, int connections, Duration timeout) {
    var client = new DownstreamClient(loop, service.baseUrl(), connections, timeout);
    open.add(0, client);
    return client;
  }

  private static ServiceTime constant(long millis) {
    return ServiceTime.constant(Duration.ofMillis(millis));
  }

  private static DownstreamCall charge(long order) {
    return call(EffectType.CHARGE, order, null);
  }

  private static DownstreamCall call(EffectType effect, long order, UUID reverses) {
    var key = new UUID(effect.code(), order + 1);
    return new DownstreamCall(effect, order, key, new UUID(5, order), reverses, 3, Duration.ZERO);
  }

  private static CallResult ask(DownstreamClient client, DownstreamCall call) {
    return askAll(client, List.of(call)).get(0);
  }

  private static List<CallResult> askAll(DownstreamClient client, List<DownstreamCall> calls) {
    var results =
        calls.stream()
            .map(
                call -> {
                  var result = new CompletableFuture<CallResult>();
                  client.call(call, result::complete);
                  return result.orTimeout(2, TimeUnit.MINUTES);
                })
            .toList();
    return results.stream().map(CompletableFuture::join).toList();
  }
}
