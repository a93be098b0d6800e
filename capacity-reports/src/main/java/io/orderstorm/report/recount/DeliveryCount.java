package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.StageRecord;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What the consumers of one stage were given of the topics that it reads, record by record. */
final class DeliveryCount {

  private static final int BLOCK = 1 << 16;

  /** A partition as a consumer of a process has it. */
  private record Lease(int process, int consumer, Place partition) {}

  /** A block of a partition's offsets. */
  private record Block(Place partition, long number) {}

  /** Deliveries of what the group had been given before. */
  long again;

  /** Deliveries behind which a consumer had been within the same assignment. */
  long backwards;

  private final Topology.Stage stage;
  private final Map<Lease, Long> last = new HashMap<>();
  private final Map<Block, BitSet> given = new HashMap<>();

  DeliveryCount(Topology.Stage stage) {
    this.stage = stage;
  }

  /** Takes in the next record of a process's file. */
  void add(int process, StageRecord record) {
    String topic = record.topic();
    if (topic == null || !stage.inputTopics().contains(topic)) {
      return;
    }
    Place partition = new Place(topic, record.partition(), 0);
    Lease lease = new Lease(process, record.consumer(), partition);
    switch (record.event()) {
      case ASSIGNED, REVOKED -> last.remove(lease);
      case DELIVERED -> {
        backwards += record.offset() <= last.getOrDefault(lease, Long.MIN_VALUE) ? 1 : 0;
        last.put(lease, record.offset());
        again += isFirst(partition, record.offset()) ? 0 : 1;
      }
      default -> {}
    }
  }

  private boolean isFirst(Place partition, long offset) {
    if (offset < 0) {
      return true;
    }
    BitSet block =
        given.computeIfAbsent(new Block(partition, offset / BLOCK), b -> new BitSet(BLOCK));
    boolean first = !block.get((int) (offset % BLOCK));
    block.set((int) (offset % BLOCK));
    return first;
  }
}
