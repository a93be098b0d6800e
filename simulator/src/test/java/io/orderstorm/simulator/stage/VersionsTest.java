package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.store.OrderHistory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final int MANY = 50_000;
  private static final Candidate SLOW = new Candidate(Duration.ofMillis(30), 0, 0);
  private static final Decision CHARGE =
      new Decision.Call(
          EffectType.CHARGE, EventType.PAYMENT_CONFIRMED, EventType.PAYMENT_DECLINED, "");

  private static Versions versions(Candidate candidate) {
    return new Versions((event, history) -> CHARGE, Optional.of(candidate));
  }

  private static String key(int number) {
    return String.format("os-00000001-%010d", number);
  }

  @Test
  void theCandidateBeginsWithNoKeyAndEndsWithAll() {
    Versions versions = versions(SLOW);

    assertThat(IntStream.range(0, MANY).mapToObj(i -> versions.of(key(i))))
        .containsOnly(HandlerVersion.STABLE);
    versions.share(1);
    assertThat(IntStream.range(0, MANY).mapToObj(i -> versions.of(key(i))))
        .containsOnly(HandlerVersion.CANDIDATE);
  }

  @Test
  void aShareOfTheKeysIsAboutThatShareOnEveryPartition() {
    Versions versions = versions(SLOW);
    versions.share(0.2);

    for (int partition = 0; partition < 4; partition++) {
      int of = partition;
      List<String> keys =
          IntStream.range(0, MANY)
              .mapToObj(VersionsTest::key)
              .filter(
                  key ->
                      Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % 4
                          == of)
              .toList();
      long taken =
          keys.stream().filter(key -> versions.of(key) == HandlerVersion.CANDIDATE).count();
      assertThat((double) taken / keys.size()).isCloseTo(0.2, within(0.015));
    }
  }

  @Property
  void aShareThatGrowsTakesNoKeyBack(
      @ForAll @StringLength(max = 40) String key,
      @ForAll @DoubleRange(max = 1) double one,
      @ForAll @DoubleRange(max = 1) double other) {
    Versions versions = versions(SLOW);
    versions.share(Math.min(one, other));
    HandlerVersion before = versions.of(key);
    versions.share(Math.max(one, other));

    if (before == HandlerVersion.CANDIDATE) {
      assertThat(versions.of(key)).isEqualTo(HandlerVersion.CANDIDATE);
    }
  }

  @Test
  void onlyTheCandidateTakesLonger() {
    assertThat(versions(SLOW).work(HandlerVersion.CANDIDATE)).hasMillis(30);
    assertThat(versions(SLOW).work(HandlerVersion.STABLE)).isZero();
  }

  @Test
  void withoutACandidateThereIsNothingToShare() {
    var alone = new Versions((event, history) -> CHARGE, Optional.empty());

    assertThat(alone.areCompared()).isFalse();
    assertThat(alone.of("any")).isEqualTo(HandlerVersion.STABLE);
    assertThatThrownBy(() -> alone.share(0.1)).hasMessageContaining("no candidate");
    assertThatThrownBy(() -> versions(SLOW).share(1.1)).hasMessageContaining("from 0 to 1");
  }

  @Test
  void aCandidateWithoutADifferenceDecidesAsTheStableOneDoes() {
    Candidate same = new Candidate(Duration.ZERO, 0, 0);

    assertThat(share(same, decision -> decision.equals(CHARGE))).isEqualTo(1);
  }

  @Test
  void aBadCandidateRejectsAndDeclinesTheSharesThatItIsPlantedWith() {
    Candidate bad = new Candidate(Duration.ZERO, 0.03, 0.05);

    assertThat(share(bad, decision -> decision instanceof Decision.Invalid))
        .isCloseTo(0.03, within(0.004));
    assertThat(
            share(
                bad,
                decision ->
                    decision instanceof Decision.Emit emit
                        && emit.outcome() == EventType.PAYMENT_DECLINED))
        .isCloseTo(0.97 * 0.05, within(0.005));
  }

  @Test
  void whatNeedsNoCallIsDecidedAsBefore() {
    var logic =
        new CandidateLogic(
            (event, history) -> new Decision.Ignore(), new Candidate(Duration.ZERO, 1, 0));

    assertThat(logic.decide(event(new UUID(1, 2)), OrderHistory.BLANK))
        .isEqualTo(new Decision.Ignore());
  }

  private static double share(Candidate candidate, Predicate<Decision> which) {
    StageLogic logic = versions(candidate).logic(HandlerVersion.CANDIDATE);
    var random = new SplittableRandom(11);
    long found = 0;
    for (int i = 0; i < MANY; i++) {
      Decision decision =
          logic.decide(event(new UUID(random.nextLong(), random.nextLong())), OrderHistory.BLANK);
      found += which.test(decision) ? 1 : 0;
    }
    return (double) found / MANY;
  }

  private static OrderEvent event(UUID id) {
    return new OrderEvent(
        new EventMeta(EventType.STOCK_RESERVED, id, "os-1", 1, Cause.NONE, 0, 0),
        "C-1",
        500,
        "EUR",
        "",
        List.of());
  }
}
