package io.orderstorm.report.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostSheetTest {

  private static final PriceList PRICES =
      new PriceList("EUR", 0.1e-9, 0.002, 0.05, Map.of("payment-provider", 0.012));

  private static TopicQuantity topic(
      String name, String owner, double recordsPer1000, @Nullable Double bytes) {
    return new TopicQuantity(
        name, owner, 12, 4, 3, Duration.ofDays(7), recordsPer1000, bytes, 100.0);
  }

  private static CostBasis basis(@Nullable Double bytesPerRecord) {
    return new CostBasis(
        100,
        "the target",
        List.of(
            topic("orders", "checkout", 1_000, bytesPerRecord),
            topic("payments", "payments", 950, bytesPerRecord),
            new TopicQuantity(
                "orders.dlq", "checkout", 12, 0, 3, Duration.ofDays(7), 0, null, null)),
        List.of(
            new StageQuantity(
                "payment", "payments", "payment-provider", 14, 2, 950.0, 110_000, 10_000, 500)),
        "known",
        220_000,
        20_000,
        "in all of it");
  }

  @Test
  void aTopicKeepsWhatComesForAsLongAsItsRetentionInEachCopy() {
    TopicQuantity orders = basis(200.0).topics().get(0);

    assertThat(orders.bytesPer1000()).isEqualTo(200_000);
    // 100 orders/s × 200 B × 7 d × 3 copies
    assertThat(orders.retainedBytes(100)).isCloseTo(100 * 200.0 * 604_800 * 3, within(1.0));
    assertThat(orders.utilisation(100))
        .as("100/s over 12, of 100/s")
        .isCloseTo(1 / 12.0, within(1e-9));
    assertThat(orders.sparePartitions(100)).as("four consumers").isEqualTo(8);
    assertThat(orders.sparePartitions(900)).as("900/s of 100/s each").isEqualTo(3);
    assertThat(orders.sparePartitions(5_000)).isZero();
  }

  @Test
  void everythingIsChargedOnceAndToItsOwner() {
    CostSheet sheet = CostSheet.of(basis(200.0), Optional.of(PRICES));

    double hours = 1_000 / 100.0 / 3_600;
    double months = 7 * 24 / 730.0;
    double storage = (200_000 + 190_000) * 3 * months * 0.1e-9;
    double partitions = 36 * hours * 0.002;
    double consumers = 14 * hours * 0.05;
    double calls = 950 * 0.012;
    assertThat(sheet.amountsByKind().get(Charge.Kind.STORAGE)).isCloseTo(storage, within(1e-15));
    assertThat(sheet.amountsByKind().get(Charge.Kind.PARTITIONS))
        .isCloseTo(partitions, within(1e-12));
    assertThat(sheet.amountsByKind().get(Charge.Kind.CONSUMERS))
        .isCloseTo(consumers, within(1e-12));
    assertThat(sheet.amountsByKind().get(Charge.Kind.CALLS)).isCloseTo(calls, within(1e-12));
    assertThat(sheet.amountPer1000())
        .isCloseTo(storage + partitions + consumers + calls, within(1e-9));
    assertThat(sheet.isPartial()).isFalse();
    assertThat(sheet.owners()).extracting("owner").containsExactly("checkout", "payments");
    assertThat(sheet.owners().get(0).amountPer1000())
        .isCloseTo(200_000 * 3 * months * 0.1e-9 + 24 * hours * 0.002, within(1e-12));
    // spare: 8 of orders, 8 of payments; two consumers have no partition
    assertThat(sheet.idleAmountPer1000()).isCloseTo(hours * (16 * 0.002 + 2 * 0.05), within(1e-12));
  }

  @Test
  void partitionsWhoseUseWasNotMeasuredAreNotSpare() {
    CostSheet sheet = CostSheet.of(basis(200.0), Optional.of(PRICES));

    TopicQuantity dead = sheet.basis().topics().get(2);
    assertThat(dead.utilisation(100)).isNull();
    assertThat(dead.sparePartitions(100)).isNull();
    assertThat(sheet.owners().get(0).partitions()).isEqualTo(24);
    assertThat(sheet.owners().get(0).sparePartitions()).isEqualTo(8);
    assertThat(sheet.owners().get(0).unmeasuredPartitions()).isEqualTo(12);
    assertThat(sheet.unmeasuredPartitions()).isEqualTo(12);
  }

  @Test
  void whatIdlesAndHasNoPriceIsNotCalledFree() {
    CostSheet noPartition =
        CostSheet.of(basis(200.0), Optional.of(new PriceList("EUR", null, null, 0.05, Map.of())));

    assertThat(noPartition.idleAmountPer1000()).as("sixteen partitions are spare").isNull();
  }

  @Test
  void bytesThatWereNotMeasuredAreNeitherZeroNorCharged() {
    CostSheet sheet = CostSheet.of(basis(null), Optional.of(PRICES));

    assertThat(sheet.owners().get(0).bytesPer1000()).isNull();
    assertThat(sheet.owners().get(0).retainedBytes()).isNull();
    assertThat(sheet.amountsByKind().get(Charge.Kind.STORAGE))
        .as("of the topic without a record, which are none")
        .isEqualTo(0);
    assertThat(sheet.isPartial()).isTrue();
  }

  @Test
  void callsThatWereNotMeasuredAreNeitherNoneNorCharged() {
    CostBasis of = basis(200.0);
    CostBasis silent =
        new CostBasis(
            of.ordersPerSecond(),
            of.rateIs(),
            of.topics(),
            List.of(
                new StageQuantity(
                    "payment", "payments", "payment-provider", 14, 2, null, 110_000, 10_000, 500)),
            of.bytesFrom(),
            of.written(),
            of.writtenAgain(),
            of.repetitionFrom());

    CostSheet sheet = CostSheet.of(silent, Optional.of(PRICES));

    assertThat(sheet.owners().get(1).callsPer1000()).isNull();
    assertThat(sheet.amountsByKind().get(Charge.Kind.CALLS)).isNull();
    assertThat(sheet.isPartial()).isTrue();
  }

  @Test
  void withoutPricesThereAreQuantitiesAndNoMoney() {
    CostSheet sheet = CostSheet.of(basis(200.0), Optional.empty());

    assertThat(sheet.amountPer1000()).isNull();
    assertThat(sheet.idleAmountPer1000()).isNull();
    assertThat(sheet.isPartial()).isFalse();
    assertThat(sheet.charges()).extracting("quantity").doesNotContainNull();
  }

  @Test
  void whatHasNoPriceIsLeftOutAndSaidToBe() {
    CostSheet sheet =
        CostSheet.of(basis(200.0), Optional.of(new PriceList("EUR", null, null, 0.05, Map.of())));

    assertThat(sheet.amountsByKind().get(Charge.Kind.CALLS)).isNull();
    assertThat(sheet.amountPer1000()).isCloseTo(14 * 1_000 / 100.0 / 3_600 * 0.05, within(1e-12));
    assertThat(sheet.isPartial()).isTrue();
  }

  @Test
  void repetitionIsAShareOfWhatWasGivenFirst() {
    StageQuantity payment = basis(200.0).stages().get(0);

    assertThat(payment.inputs()).isEqualTo(100_000);
    assertThat(payment.deliveredAgain()).isCloseTo(0.1, within(1e-12));
    assertThat(payment.calledAgain()).isCloseTo(0.005, within(1e-12));
    assertThat(basis(200.0).writtenAgainShare()).isCloseTo(0.1, within(1e-12));
    assertThatThrownBy(
            () -> new StageQuantity("payment", "payments", "service", 1, 0, 0.0, 10, 11, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 200)
  void ownersTogetherPayEverything(
      @ForAll @DoubleRange(min = 0.01, max = 1e5) double rate,
      @ForAll @IntRange(min = 1, max = 6) int owners,
      @ForAll @DoubleRange(min = 0, max = 5_000) double bytes) {
    List<TopicQuantity> topics = new ArrayList<>();
    List<StageQuantity> stages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      topics.add(topic("topic-" + i, "team-" + i % owners, 100.0 * i, bytes));
      stages.add(
          new StageQuantity(
              "stage-" + i, "team-" + i % owners, "payment-provider", i + 1, 0, 1.0 * i, i, 0, 0));
    }
    CostBasis basis =
        new CostBasis(rate, "the target", topics, stages, "known", 0, 0, "in all of it");

    CostSheet sheet = CostSheet.of(basis, Optional.of(PRICES));

    double all = sheet.owners().stream().mapToDouble(CostSheetTest::amount).sum();
    double kinds = sheet.amountsByKind().values().stream().mapToDouble(of -> of).sum();
    assertThat(all).isCloseTo(amount(sheet), within(1e-9 * (1 + all)));
    assertThat(kinds).isCloseTo(all, within(1e-9 * (1 + all)));
    assertThat(amount(CostSheet.of(atRate(basis, 2 * rate), Optional.of(PRICES))))
        .as("what is used by the hour is shared by more orders, the rest is not")
        .isLessThan(all);
  }

  private static CostBasis atRate(CostBasis of, double rate) {
    return new CostBasis(
        rate, of.rateIs(), of.topics(), of.stages(), of.bytesFrom(), 0, 0, "in all of it");
  }

  private static double amount(CostSheet.Owner owner) {
    Double amount = owner.amountPer1000();
    return amount == null ? Double.NaN : amount;
  }

  private static double amount(CostSheet sheet) {
    Double amount = sheet.amountPer1000();
    return amount == null ? Double.NaN : amount;
  }
}
