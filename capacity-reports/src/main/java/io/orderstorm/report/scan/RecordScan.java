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
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands on one record of a file after the other, in their order. */
public abstract class RecordScan implements AutoCloseable {

  /** Mapped, not read: what lies in the page cache need not be copied. */
  private static final int WINDOW_BYTES = 1 << 26;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Path file;
  private final FileHeader header;
  private final int recordBytes;
  private final long count;
  private final int truncatedBytes;
  private final FileChannel channel;
  private final long begin;
  private final int orderField;
  private ByteBuffer buffer = NOTHING;
  private ByteBuffer bigEndian = NOTHING;
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
      this.begin = reader.begin();
    } catch (IOException e) {
      throw unreadable(e);
    }
    this.at = -recordBytes;
  }

  /** Goes to the next record; false after the last. */
  public final boolean next() {
    if (passed == count) {
      return false;
    }
    at += recordBytes;
    if (at + recordBytes > buffer.limit()) {
      turn();
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

  /** Turns to the window that begins with the next record. */
  private void turn() {
    long from = begin + passed * recordBytes;
    long bytes = Math.min(count - passed, WINDOW_BYTES / recordBytes) * recordBytes;
    try {
      if (channel.size() < from + bytes) {
        throw new UnreadableRecordsException(file, "it became shorter while it was read");
      }
      buffer = channel.map(MapMode.READ_ONLY, from, bytes).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw unreadable(e);
    }
    bigEndian = buffer.duplicate().order(ByteOrder.BIG_ENDIAN);
    at = 0;
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
  }
}
