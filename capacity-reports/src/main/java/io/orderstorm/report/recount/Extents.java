package io.orderstorm.report.recount;

import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.record.RecordKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where the records of orders lie in their files, roughly: for each block of records the least and
 * the greatest order number. Orders are written nearly in order, so a share of them lies in few
 * blocks, and all shares together take little more than one reading.
 */
final class Extents {

  private static final int BLOCK = 8192;

  /** The order numbers of one block. */
  private record Block(long least, long greatest) {
    boolean mayHold(Share share) {
      return least < 0 || (least < share.to() && greatest >= share.from());
    }
  }

  private final Map<Path, List<Block>> byFile = new ConcurrentHashMap<>();

  /** Reads the records of a share of the orders; a file that does not exist has none. */
  <T> void forEach(Path file, RecordKind<T> kind, Share share, Consumer<? super T> consumer) {
    if (!Files.exists(file)) {
      return;
    }
    List<Block> blocks = byFile.computeIfAbsent(file, f -> blocks(f, kind));
    try (RecordReader<T> reader = RecordReader.open(file, kind)) {
      for (int block = 0; block < blocks.size(); block++) {
        if (blocks.get(block).mayHold(share)) {
          reader.read((long) block * BLOCK, BLOCK, share::reads, consumer);
        }
      }
    }
  }

  private static <T> List<Block> blocks(Path file, RecordKind<T> kind) {
    List<Block> blocks = new ArrayList<>();
    try (RecordReader<T> reader = RecordReader.open(file, kind)) {
      for (long first = 0; first < reader.count(); first += BLOCK) {
        long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
        reader.read(
            first,
            BLOCK,
            order -> {
              ends[0] = Math.min(ends[0], order);
              ends[1] = Math.max(ends[1], order);
              return false;
            },
            record -> {});
        blocks.add(new Block(ends[0], ends[1]));
      }
    }
    return blocks;
  }
}
