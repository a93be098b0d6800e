package io.orderstorm.simulator.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.simulator.order.OrderProfile.Lines;
import io.orderstorm.simulator.order.OrderProfile.Shares;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderGeneratorTest {
  private static final OrderProfile PROFILE = OrderProfile.ofSeed(20261127);

  @Test
  void theSameNumberIsTheSameOrderWhateverWasMadeBefore() {
    var direct = new Order();
    new OrderGenerator(PROFILE).generate(777, direct);

    var afterOthers = new Order();
    var generator = new OrderGenerator(PROFILE);
    LongStream.range(0, 778).forEach(n -> generator.generate(n, afterOthers));

    assertThat(describe(afterOthers)).isEqualTo(describe(direct));
  }

  @Test
  void anotherSeedGivesOtherOrders() {
    var one = new Order();
    var other = new Order();
    new OrderGenerator(PROFILE).generate(5, one);
    new OrderGenerator(OrderProfile.ofSeed(1)).generate(5, other);

    assertThat(describe(one)).isNotEqualTo(describe(other));
  }

  @Test
  void linesStayInTheirRangeAndAllLengthsOccur() {
    var generator = new OrderGenerator(PROFILE);
    var order = new Order();
    var seen = new HashSet<Integer>();
    for (int n = 0; n < 1_000; n++) {
      generator.generate(n, order);
      seen.add(order.lines());
    }

    assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
  }

  @Test
  void theAmountIsTheSumOfTheLinesAndYenHaveNoCents() {
    var generator = new OrderGenerator(PROFILE);
    var order = new Order();
    double yen = 0;
    double euros = 0;
    for (int n = 0; n < 5_000; n++) {
      generator.generate(n, order);
      long sum = 0;
      for (int line = 0; line < order.lines(); line++) {
        sum += order.quantity(line) * order.unitPriceMinor(line);
      }
      assertThat(order.amountMinor()).isEqualTo(sum).isPositive();
      yen = order.currency().equals("JPY") ? Math.max(yen, order.amountMinor()) : yen;
      euros = order.currency().equals("EUR") ? Math.max(euros, order.amountMinor()) : euros;
    }

    assertThat(yen / euros).as("a euro is 160 yen, not 16,000").isBetween(0.5, 5.0);
  }

  @Test
  void customersComeBackAndSomeMoreThanOthers() {
    var generator = new OrderGenerator(PROFILE);
    var order = new Order();
    int[] visits = new int[PROFILE.customers()];
    for (int n = 0; n < 40_000; n++) {
      generator.generate(n, order);
      visits[order.customer().index()]++;
    }

    assertThat(visits[0]).isGreaterThan(20 * visits[10_000]).isGreaterThan(100);
  }

  @Test
  void fatesFallInTheirSharesAndIndependently() {
    var fates = new OrderFates(PROFILE.withShares(new Shares(0.2, 0.1, 0.3)));
    long orders = 100_000;

    assertThat(LongStream.range(0, orders).filter(fates::outOfStock).count())
        .isBetween(9_500L, 10_500L);
    assertThat(LongStream.range(0, orders).filter(fates::declined).count())
        .isBetween(29_300L, 30_700L);
    assertThat(
            LongStream.range(0, orders)
                .filter(n -> fates.outOfStock(n) && fates.declined(n))
                .count())
        .isBetween(2_700L, 3_300L);
    assertThat(
            LongStream.range(0, orders).filter(n -> fates.followUp(n) == FollowUp.CANCEL).count())
        .isBetween(7_500L, 8_500L);
  }

  @Test
  void orderIdsShowSeedAndNumber() {
    assertThat(new OrderGenerator(OrderProfile.ofSeed(0xBEEF)).orderId(42))
        .isEqualTo("OS-0000beef-0000000042");
  }

  @Test
  void aProfileNamesWhatIsWrongWithIt() {
    assertThatThrownBy(() -> new Shares(0, 1.5, 0))
        .hasMessage("outOfStock must be a share from 0 to 1, not 1.5");
    assertThatThrownBy(() -> new Lines(3, 2)).hasMessageContaining("not 3..2");
    assertThatThrownBy(() -> OrderProfile.ofSeed(-1)).hasMessageContaining("seed");
  }

  private static String describe(Order order) {
    var text = new StringBuilder();
    text.append(order.number()).append(order.customer()).append(order.session());
    for (int line = 0; line < order.lines(); line++) {
      text.append(order.sku(line)).append(order.quantity(line)).append(order.unitPriceMinor(line));
    }
    return text.append(order.amountMinor()).toString();
  }
}
