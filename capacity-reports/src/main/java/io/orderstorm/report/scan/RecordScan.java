package io.orderstorm.report.scan;

import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.UnreadableRecordsException;
import io.orderstorm.report.record.FileHeader;
import io.orderstorm.report.record.RecordKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands on one record of a file after the other, in their order. */
public abstract class RecordScan implements AutoCloseable {

  /** Small enough to stay in the cache of a core between reading and scanning. */
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path file;
  private final FileHeader header;
  private final int recordBytes;
  private final long count;
  private final int truncatedBytes;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final ByteBuffer bigEndian;
  private final int orderField;
  private @Nullable OrderRanges ranges;
  private long passed;
  private int at;

  /**
   * Opens a file and checks its header.
   *
   * @throws UnreadableRecordsException if the file is missing, or its header is not that of the
   *     kind
   */
  protected RecordScan(Path file, RecordKind<?> kind) {
    this.file = file;
    this.recordBytes = kind.recordBytes();
    this.orderField = kind.positionOf("orderNumber");
    try (RecordReader<?> reader = RecordReader.open(file, kind)) {
      this.header = reader.header();
      this.count = reader.count();
      this.truncatedBytes = reader.truncatedBytes();
      this.channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(reader.begin());
    } catch (IOException e) {
      throw unreadable(e);
    }
    ByteBuffer memory = ByteBuffer.allocateDirect(BUFFER_BYTES);
    this.bigEndian = memory.duplicate().order(ByteOrder.BIG_ENDIAN);
    this.buffer = memory.order(ByteOrder.LITTLE_ENDIAN);
    buffer.limit(0);
    this.at = -recordBytes;
  }

  /** Goes to the next record; false after the last. */
  public final boolean next() {
    if (passed == count) {
      return false;
    }
    at += recordBytes;
    if (at + recordBytes > buffer.limit()) {
      refill();
    }
    passed++;
    if (ranges != null) {
      ranges.note(i64(orderField));
    }
    return true;
  }

  /** Notes the order of each record that is gone to. */
  public final void noteOrders(OrderRanges into) {
    ranges = into;
  }

  public final Path file() {
    return file;
  }

  /** How many whole records the file has. */
  public final long count() {
    return count;
  }

  /** The bytes of a truncated last record; 0 if the file ends with a whole one. */
  public final int truncatedBytes() {
    return truncatedBytes;
  }

  @Override
  public final void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names that a field refers to by position. */
  protected final List<String> table(String name) {
    List<String> names = header.tables().get(name);
    if (names == null) {
      throw new UnreadableRecordsException(file, "its header lacks the table '" + name + "'");
    }
    return names;
  }

  protected final int u8(int field) {
    return buffer.get(at + field) & 0xff;
  }

  protected final int u16(int field) {
    return buffer.getShort(at + field) & 0xffff;
  }

  protected final int i32(int field) {
    return buffer.getInt(at + field);
  }

  protected final long i64(int field) {
    return buffer.getLong(at + field);
  }

  /** The more significant half of an id. */
  protected final long high(int field) {
    return bigEndian.getLong(at + field);
  }

  /** The less significant half of an id. */
  protected final long low(int field) {
    return bigEndian.getLong(at + field + Long.BYTES);
  }

  /** An exception that names the file and the record. */
  protected final UnreadableRecordsException wrong(String what) {
    return new UnreadableRecordsException(file, "record " + (passed - 1) + ": " + what);
  }

  private void refill() {
    int left = buffer.limit() - Math.min(at, buffer.limit());
    try {
      buffer.position(buffer.limit() - left);
      buffer.compact();
      int read = 0;
      while (buffer.hasRemaining() && read >= 0) {
        read = channel.read(buffer);
      }
      buffer.flip();
    } catch (IOException e) {
      throw unreadable(e);
    }
    bigEndian.limit(buffer.limit());
    at = 0;
    if (buffer.limit() < recordBytes) {
      throw new UnreadableRecordsException(file, "it became shorter while it was read");
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
  }
}
