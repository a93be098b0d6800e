package io.orderstorm.report.analysis;

import io.orderstorm.report.scan.ObservationScan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was observed on one of the pipeline's topics: its file, and what the first reading of it
 * found out that later ones need.
 */
final class TopicFile {

  /** Records between two marks of the least time that is still to come. */
  static final int BLOCK = 4096;

  final String name;
  final int number;
  private final Path path;
  private final Map<Integer, Offsets> observed = new HashMap<>();
  private final Lanes<Offsets> lanes = new Lanes<>();
  private final Longs earliest = new Longs();
  private boolean ascending = true;
  private long rows;

  TopicFile(String name, int number, Path path) {
    this.name = name;
    this.number = number;
    this.path = path;
  }

  Path path() {
    return path;
  }

  ObservationScan scan() {
    return new ObservationScan(path);
  }

  /** Notes a record, in the order of the file. */
  void note(int partition, long offset, long received) {
    if (rows++ % BLOCK == 0) {
      earliest.add(received);
    } else if (received < earliest.get(earliest.size() - 1)) {
      earliest.set(earliest.size() - 1, received);
    }
    Offsets of = lanes.get(0, partition);
    if (of == null) {
      of = new Offsets();
      lanes.put(0, partition, of);
      observed.put(partition, of);
    }
    ascending &= offset > of.highest();
    of.add(offset);
  }

  /** For each block the least time of reception in it or any block after it. */
  long[] earliestFrom() {
    long[] least = earliest.toArray();
    for (int block = least.length - 2; block >= 0; block--) {
      least[block] = Math.min(least[block], least[block + 1]);
    }
    return least;
  }

  /** The offsets of a partition that were observed; null if none were. */
  @Nullable Offsets observed(int partition) {
    return observed.get(partition);
  }

  /** The partitions of which anything was observed. */
  Set<Integer> partitions() {
    return observed.keySet();
  }

  /** Whether the offsets of each partition rise in the order of the file. */
  boolean isAscending() {
    return ascending;
  }

  long rows() {
    return rows;
  }
}
