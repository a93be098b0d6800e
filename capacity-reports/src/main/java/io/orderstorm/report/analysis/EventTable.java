package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Records that were observed on the pipeline's topics, a row each, in columns, found again by event
 * id: those of the orders of a {@link CaseFile}. Retry and dead-letter topics are in {@link
 * CarriedEvents}.
 *
 * <p>A row is <em>foreign</em> if a message fault put it there, or if it follows from one that did;
 * foreign rows take part in no count of orders. Of the other rows with one event id the first is
 * <em>canonical</em>: writing an event again is no second event.
 */
final class EventTable {

  private static final int FREE = -1;
  private static final long MS = 1_000_000L;

  private final List<String> topics = new ArrayList<>();
  private final Octets topic = new Octets();
  private final Octets type = new Octets();
  private final Octets flags = new Octets();
  private final Octets causeTopic = new Octets();
  private final Shorts partition = new Shorts();
  private final Ints order = new Ints();
  private final Ints keySequence = new Ints();
  private final Ints revision = new Ints();
  private final Shorts causePartition = new Shorts();
  private final Longs offset = new Longs();
  private final Longs received = new Longs();
  private final Ints appendLead = new Ints();
  private final Longs idHigh = new Longs();
  private final Longs idLow = new Longs();
  private final Longs causeHigh = new Longs();
  private final Longs causeLow = new Longs();
  private final Longs causeOffset = new Longs();
  private final BitSet foreign = new BitSet();
  private final BitSet canonical = new BitSet();
  private int[] buckets = new int[0];
  private int[] nextSame = new int[0];
  private int[] causes = new int[0];
  private int[] placedCauses = new int[0];
  private int[] firstRevisions = new int[0];
  private int maxOrder = -1;

  void add(String topicName, Observation seen) {
    topic.add(topicIndex(topicName));
    partition.add(seen.partition());
    offset.add(seen.offset());
    received.add(seen.receivedNanos());
    appendLead.add(lead(seen));
    order.add(Math.toIntExact(seen.orderNumber()));
    type.add(seen.type().code());
    flags.add(seen.revision() > 0 ? seen.flags() | Observation.REPLAYED : seen.flags());
    keySequence.add(seen.keySequence());
    revision.add(seen.revision());
    idHigh.add(seen.eventId().getMostSignificantBits());
    idLow.add(seen.eventId().getLeastSignificantBits());
    causeHigh.add(seen.causeId().getMostSignificantBits());
    causeLow.add(seen.causeId().getLeastSignificantBits());
    causeTopic.add(seen.causeTopic() == null ? 255 : topicIndex(seen.causeTopic()));
    causePartition.add(seen.causePartition());
    causeOffset.add(seen.causeOffset());
  }

  /** Milliseconds from receiving back to appending; clocks that are days apart are far apart. */
  private static int lead(Observation seen) {
    long lead = seen.appendMillis() - seen.receivedNanos() / MS;
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, lead));
  }

  /**
   * Builds the index and finds out which rows are foreign and which canonical; no row may be added
   * afterwards.
   */
  void index(Set<Position> injected) {
    buildBuckets();
    markForeign(injected);
    int[] first = new int[rows()];
    IntStream.range(0, rows())
        .parallel()
        .forEach(row -> first[row] = canonical(idHigh.get(row), idLow.get(row)));
    for (int row = 0; row < rows(); row++) {
      if (!foreign.get(row)) {
        maxOrder = Math.max(maxOrder, order.get(row));
        if (!hasId(row) || first[row] == row) {
          canonical.set(row);
        }
      }
    }
    causes = new int[rows()];
    placedCauses = new int[rows()];
    IntStream.range(0, rows()).parallel().forEach(this::findCauses);
    firstRevisions = Lineages.of(this);
  }

  /** Causes are asked for by every check, so each is looked up once. */
  private void findCauses(int row) {
    causes[row] = canonical(causeHigh.get(row), causeLow.get(row));
    placedCauses[row] = lookUpCauseAtItsPosition(row);
  }

  private void buildBuckets() {
    int capacity = Integer.highestOneBit(Math.max(rows(), 8)) * 2;
    if (capacity < rows() * 1.4) {
      capacity *= 2;
    }
    buckets = new int[capacity];
    nextSame = new int[rows()];
    Arrays.fill(buckets, FREE);
    Arrays.fill(nextSame, FREE);
    for (int row = 0; row < rows(); row++) {
      if (hasId(row)) {
        insert(row);
      }
    }
  }

  private void insert(int row) {
    int slot = slotOf(idHigh.get(row), idLow.get(row));
    int first = buckets[slot];
    if (first == FREE) {
      buckets[slot] = row;
    } else {
      nextSame[row] = nextSame[first];
      nextSame[first] = row;
    }
  }

  private int slotOf(long high, long low) {
    int mask = buckets.length - 1;
    int slot = mix(high, low) & mask;
    while (buckets[slot] != FREE && !sameId(buckets[slot], high, low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int mix(long high, long low) {
    long hash = (high * 0x9E3779B97F4A7C15L) ^ (low * 0xC2B2AE3D27D4EB4FL);
    return (int) (hash ^ (hash >>> 32) ^ (hash >>> 17));
  }

  private boolean sameId(int row, long high, long low) {
    return idHigh.get(row) == high && idLow.get(row) == low;
  }

  private void markForeign(Set<Position> injected) {
    for (int row = 0; row < rows(); row++) {
      if ((flags.get(row) & Observation.INJECTED) != 0
          || (!injected.isEmpty() && injected.contains(position(row)))) {
        foreign.set(row);
      }
    }
    boolean spread = !foreign.isEmpty();
    while (spread) {
      spread = false;
      for (int row = 0; row < rows(); row++) {
        if (!foreign.get(row) && followsForeign(row)) {
          foreign.set(row);
          spread = true;
        }
      }
    }
  }

  private boolean followsForeign(int row) {
    int cause = lookUpCauseAtItsPosition(row);
    return cause >= 0 && foreign.get(cause);
  }

  /** The row of the causing event at the position that the event names, or −1. */
  int causeAtItsPosition(int row) {
    return placedCauses[row];
  }

  private int lookUpCauseAtItsPosition(int row) {
    int wanted = causeTopic.get(row);
    int cause = firstOf(causeHigh.get(row), causeLow.get(row));
    while (cause >= 0) {
      if (topic.get(cause) == wanted
          && partition.get(cause) == causePartition.get(row)
          && offset.get(cause) == causeOffset.get(row)) {
        return cause;
      }
      cause = nextSame[cause];
    }
    return -1;
  }

  private int firstOf(long high, long low) {
    return high == 0 && low == 0 ? FREE : buckets[slotOf(high, low)];
  }

  /** The canonical row of an event id, or −1. */
  int canonical(long high, long low) {
    int best = FREE;
    for (int row = firstOf(high, low); row >= 0; row = nextSame[row]) {
      if (!foreign.get(row) && (best == FREE || row < best)) {
        best = row;
      }
    }
    return best;
  }

  int canonical(UUID id) {
    return canonical(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** Whether any row has an event id. */
  boolean knows(UUID id) {
    return firstOf(id.getMostSignificantBits(), id.getLeastSignificantBits()) >= 0;
  }

  /** A digest of an event's id that is the same for all revisions of it that were seen. */
  private long digest(long high, long low) {
    int row = canonical(high, low);
    int first = row < 0 ? -1 : firstRevisions[row];
    return first < 0 ? Link.id(high, low) : Link.id(idHigh.get(first), idLow.get(first));
  }

  /** The digest of a row's cause. */
  long causeDigest(int row) {
    return digest(causeHigh.get(row), causeLow.get(row));
  }

  /** The digest of the cause of an effect. */
  long causeDigest(EffectTable effects, int row) {
    return digest(effects.causeHigh(row), effects.causeLow(row));
  }

  UUID causeId(int row) {
    return new UUID(causeHigh.get(row), causeLow.get(row));
  }

  /** Whether an event id is known, and only from foreign rows. */
  boolean onlyForeign(long high, long low) {
    return !foreign.isEmpty() && firstOf(high, low) >= 0 && canonical(high, low) < 0;
  }

  /** The canonical row of the causing event wherever it lies, or −1. */
  int causeOf(int row) {
    return causes[row];
  }

  int topicIndex(String name) {
    int index = topics.indexOf(name);
    if (index < 0) {
      topics.add(name);
      index = topics.size() - 1;
    }
    return index;
  }

  /** The number of a topic that was observed, or −1. */
  int knownTopic(String name) {
    return topics.indexOf(name);
  }

  UUID id(int row) {
    return new UUID(idHigh.get(row), idLow.get(row));
  }

  boolean hasId(int row) {
    return idHigh.get(row) != 0 || idLow.get(row) != 0;
  }

  boolean hasCause(int row) {
    return causeHigh.get(row) != 0 || causeLow.get(row) != 0;
  }

  boolean isForeign(int row) {
    return foreign.get(row);
  }

  boolean isCanonical(int row) {
    return canonical.get(row);
  }

  boolean isReplayed(int row) {
    return (flags.get(row) & Observation.REPLAYED) != 0;
  }

  int revision(int row) {
    return revision.get(row);
  }

  /** The row of an event's first revision: the row itself, unless a correction made it again. */
  int firstRevision(int row) {
    return firstRevisions[row];
  }

  int rows() {
    return topic.size();
  }

  /** The highest order number of a row that is not foreign. */
  int maxOrder() {
    return maxOrder;
  }

  String topic(int row) {
    return topics.get(topic.get(row));
  }

  int topicNumber(int row) {
    return topic.get(row);
  }

  int partition(int row) {
    return partition.get(row);
  }

  long offset(int row) {
    return offset.get(row);
  }

  Position position(int row) {
    return new Position(topic(row), partition.get(row), offset.get(row));
  }

  Position causePosition(int row) {
    int index = causeTopic.get(row);
    String name = index < topics.size() ? topics.get(index) : "nowhere";
    return new Position(name, causePartition.get(row), causeOffset.get(row));
  }

  int causeTopicNumber(int row) {
    return causeTopic.get(row);
  }

  long received(int row) {
    return received.get(row);
  }

  long appendMillis(int row) {
    return received.get(row) / MS + appendLead.get(row);
  }

  int order(int row) {
    return order.get(row);
  }

  EventType type(int row) {
    return EventType.of(type.get(row));
  }

  int keySequence(int row) {
    return keySequence.get(row);
  }
}
