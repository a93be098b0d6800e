package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against a map that keeps every record by its offset. */
class OpenDeliveriesTest {

  @Property(tries = 500)
  void itIsWhatAMapWouldBe(@ForAll Random random) {
    var deliveries = new OpenDeliveries();
    var model = new TreeMap<Long, Long>();
    long at = random.nextInt(5_000);
    for (int time = 1; time <= 3_000; time++) {
      switch (random.nextInt(12)) {
        case 0 -> at = Math.max(0, at - random.nextInt(2_500)); // given again from before
        case 1 -> at += random.nextInt(4_000); // a place that was lost
        case 2 -> {
          long next = at - random.nextInt(200);
          deliveries.dropBefore(next);
          model.headMap(next).clear();
        }
        case 3, 4, 5 -> {
          long offset = at - random.nextInt(40);
          Long known = model.remove(offset);
          assertThat(deliveries.take(offset))
              .isEqualTo(known == null ? OpenDeliveries.NONE : known);
        }
        default -> {
          deliveries.delivered(at, time);
          model.put(at++, (long) time);
        }
      }
      assertThat(deliveries.size()).isEqualTo(model.size());
    }
    model.forEach((offset, time) -> assertThat(deliveries.take(offset)).isEqualTo(time));
    assertThat(deliveries.size()).isZero();
  }
}
