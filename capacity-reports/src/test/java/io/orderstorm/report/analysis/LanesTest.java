package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LanesTest {

  @Property(tries = 300)
  void whatWasPutIsFoundWhereverItLies(
      @ForAll List<@IntRange(min = -1, max = 1_100) Integer> topics,
      @ForAll List<@IntRange(min = -1, max = 4_200) Integer> partitions) {
    var lanes = new Lanes<String>();
    var model = new HashMap<List<Integer>, String>();
    for (int topic : topics) {
      for (int partition : partitions) {
        String name = topic + "/" + partition;
        if (model.putIfAbsent(List.of(topic, partition), name) == null) {
          assertThat(lanes.get(topic, partition)).isNull();
          lanes.put(topic, partition, name);
        }
      }
    }
    model.forEach((of, name) -> assertThat(lanes.get(of.get(0), of.get(1))).isEqualTo(name));
  }
}
