package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.scan.OutcomeScan;
import io.orderstorm.report.scan.SendScan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.agrona.collections.LongHashSet;

/**
 * Which keys' sends have to be looked at one by one. Most keys are told rising places for rising
 * sequences on one partition, in the order in which they are told; nothing is wrong with these.
 */
final class SendOrder {

  private final Evidence evidence;
  private final KeyNumbers keys;
  private final LongHashSet unclear;
  private final int[] lastSequence;
  private final int[] lastPartition;
  private final long[] lastOffset;

  SendOrder(Evidence evidence, KeyNumbers keys) {
    this.evidence = evidence;
    this.keys = keys;
    this.unclear = keys.unclear();
    this.lastSequence = new int[keys.size()];
    this.lastPartition = new int[keys.size()];
    this.lastOffset = new long[keys.size()];
    Arrays.fill(lastSequence, -1);
    if (!keys.isEmpty()) {
      evidence.forEachOutcomeFile(this::follow);
    }
  }

  private void follow(OutcomeScan scan) {
    while (scan.next()) {
      int order = (int) scan.orderNumber();
      EventType type = scan.type();
      int key = keys.of(order, type);
      if (key >= 0 && scan.outcome() == Journal.ACKNOWLEDGED && scan.offset() >= 0) {
        follow(key, keys.sequence(order, type), scan.partition(), scan.offset());
      }
    }
  }

  private void follow(int key, int sequence, int partition, long offset) {
    boolean first = lastSequence[key] < 0;
    boolean rises =
        sequence > lastSequence[key] && partition == lastPartition[key] && offset > lastOffset[key];
    if (!first && !rises) {
      unclear.add(key);
    }
    lastSequence[key] = sequence;
    lastPartition[key] = partition;
    lastOffset[key] = offset;
  }

  /** The sends of the keys that have to be looked at. */
  Journal unclear() {
    Journal journal = new Journal();
    if (unclear.isEmpty()) {
      return journal;
    }
    BitSet orders = new BitSet();
    evidence.forEachSendFile(scan -> note(scan, orders));
    List<String> generators = evidence.folder().generators();
    for (int g = 0; g < generators.size(); g++) {
      int generator = g;
      Path sends = evidence.folder().sends(generators.get(g));
      Path outcomes = evidence.folder().outcomes(generators.get(g));
      if (Files.exists(sends)) {
        RecordReader.forEachOf(
            sends,
            Send.KIND,
            order -> has(orders, order),
            send -> {
              if (isUnclear(send.key())) {
                journal.add(send, generator);
              }
            });
      }
      if (Files.exists(outcomes)) {
        RecordReader.forEachOf(outcomes, Outcome.KIND, order -> has(orders, order), journal::add);
      }
    }
    return journal;
  }

  private void note(SendScan scan, BitSet orders) {
    while (scan.next()) {
      if (scan.orderNumber() >= 0 && isUnclear(scan.key())) {
        orders.set((int) scan.orderNumber());
      }
    }
  }

  private boolean isUnclear(long key) {
    int number = keys.number(key);
    return number >= 0 && unclear.contains(number);
  }

  private static boolean has(BitSet orders, long order) {
    return order >= 0 && orders.get((int) order);
  }
}
