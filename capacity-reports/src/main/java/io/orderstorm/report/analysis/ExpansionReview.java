package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.Expansion;
import io.orderstorm.report.scan.ObservationScan;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expansion of a topic's partitions did to the order of events. */
final class ExpansionReview {

  private ExpansionReview() {}

  static List<Expansion> of(Evidence evidence, Clock clock) {
    return evidence.log.stream()
        .filter(event -> event.is(RunEvent.EXPANDED))
        .map(
            event ->
                new Expansion(
                    event.text("topic"),
                    (int) event.number("from"),
                    (int) event.number("to"),
                    clock.sinceLoad(event.timeNanos()),
                    ordersApart(evidence.topic(event.text("topic")))))
        .toList();
  }

  private static @Nullable Long ordersApart(@Nullable TopicFile topic) {
    if (topic == null) {
      return null;
    }
    short[] partitionAndOne = new short[1024];
    BitSet apart = new BitSet();
    try (ObservationScan scan = topic.scan()) {
      while (scan.next()) {
        int order = Math.toIntExact(scan.orderNumber());
        if (order >= 0) {
          partitionAndOne = withRoomFor(partitionAndOne, order);
          int before = partitionAndOne[order];
          if (before != 0 && before != scan.partition() + 1) {
            apart.set(order);
          }
          partitionAndOne[order] = (short) (scan.partition() + 1);
        }
      }
    }
    return (long) apart.cardinality();
  }

  private static short[] withRoomFor(short[] values, int index) {
    return index < values.length
        ? values
        : Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
  }
}
