package io.orderstorm.simulator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.FollowUp;
import io.orderstorm.simulator.order.KeyBy;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import java.util.HashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderSourceTest {

  @Test
  void keyedByOrderTheFollowUpIsSecondUnderItsOrdersKey() throws Exception {
    var source = source(KeyBy.ORDER);
    long followed =
        LongStream.range(0, 1_000)
            .filter(n -> source.followUpOf(n) != FollowUp.NONE)
            .findFirst()
            .orElseThrow();

    var placed = source.placed(followed);
    var followUp = source.followUp(followed);

    assertThat(placed.keySequence()).isZero();
    assertThat(followUp.keySequence()).isEqualTo(1);
    assertThat(followUp.key()).isEqualTo(placed.key());
    assertThat(followUp.type()).isNotEqualTo(EventType.ORDER_PLACED);
    assertThat(EventCodec.peek(followUp.value()).orderNumber()).isEqualTo(followed);
  }

  @Test
  void keyedByCustomerTheSequenceCountsEachCustomersEvents() {
    var source = source(KeyBy.CUSTOMER);
    var next = new HashMap<Long, Integer>();
    for (int n = 0; n < 5_000; n++) {
      var event = source.placed(n);
      int expected = next.merge(event.keyIdentity(), 1, Integer::sum) - 1;
      assertThat(event.keySequence()).isEqualTo(expected);
    }
    assertThat(next.values()).anyMatch(count -> count > 10);
  }

  @Test
  void keyedBySkuTheKeyIsTheFirstLinesSku() throws Exception {
    var event = source(KeyBy.SKU).placed(3);

    assertThat(new String(event.key(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(EventCodec.decode(event.value()).lines().get(0).sku());
  }

  private static OrderSource source(KeyBy key) {
    return new OrderSource(new OrderGenerator(OrderProfile.ofSeed(1).withKey(key)));
  }
}
