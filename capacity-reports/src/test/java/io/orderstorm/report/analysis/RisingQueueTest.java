package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RisingQueueTest {

  /** A step: by how much the value differs from its place in line, and how many are taken after. */
  @Property
  void itGivesWhatAHeapOfAllGives(
      @ForAll @Size(max = 200) List<@IntRange(min = -50, max = 50) Integer> jitters,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 3) Integer> taken) {
    RisingQueue queue = new RisingQueue();
    PriorityQueue<Long> model = new PriorityQueue<>();
    for (int i = 0; i < jitters.size(); i++) {
      long value = 10L * i + jitters.get(i);
      queue.add(value);
      model.add(value);
      for (int take = taken.get(i % taken.size()); take > 0 && !model.isEmpty(); take--) {
        assertThat(queue.least()).isEqualTo(model.peek());
        assertThat(queue.removeLeast()).isEqualTo(model.remove());
      }
    }
    while (!model.isEmpty()) {
      assertThat(queue.removeLeast()).isEqualTo(model.remove());
    }
    assertThat(queue.isEmpty()).isTrue();
  }
}
