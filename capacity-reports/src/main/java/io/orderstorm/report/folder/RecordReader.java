package io.orderstorm.report.folder;

import io.orderstorm.report.record.FileHeader;
import io.orderstorm.report.record.RecordCodec;
import io.orderstorm.report.record.RecordKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one file from first to last. A truncated last record, left by a process that
 * was killed, is not returned; {@link #truncatedBytes()} says that there was one.
 *
 * @param <T> the record
 */
public final class RecordReader<T> implements AutoCloseable {

  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final int LONGEST_HEADER = 64 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final RecordKind<T> kind;
  private final FileHeader header;
  private final RecordCodec<T> codec;
  private final int recordBytes;
  private final long begin;
  private final long count;
  private final int truncatedBytes;
  private final ByteBuffer buffer;
  private long position;

  private RecordReader(Path file, FileChannel channel, RecordKind<T> kind) throws IOException {
    this.file = file;
    this.kind = kind;
    this.channel = channel;
    this.buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    this.recordBytes = kind.recordBytes();
    fill();
    String magic = line();
    if (!magic.equals(RecordFile.MAGIC)) {
      throw new UnreadableRecordsException(
          file, "its first line is not " + RecordFile.MAGIC + ", so it is no record file");
    }
    this.header = RecordFile.header(file, line());
    requireLayout(file, kind.header(), header);
    this.codec = boundCodec(file, kind, header);
    this.begin = buffer.position();
    long body = channel.size() - begin;
    this.count = body / recordBytes;
    this.truncatedBytes = (int) (body % recordBytes);
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws UnreadableRecordsException if the file is missing, or its header is not that of the
   *     kind; the message names the file
   */
  public static <T> RecordReader<T> open(Path file, RecordKind<T> kind) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      return new RecordReader<>(file, channel, kind);
    } catch (NoSuchFileException e) {
      throw new UnreadableRecordsException(file, "there is no such file", e);
    } catch (IOException e) {
      close(channel);
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  /**
   * Reads a whole file.
   *
   * @return how many bytes of a truncated last record were left out
   */
  public static <T> int forEach(Path file, RecordKind<T> kind, Consumer<? super T> consumer) {
    try (RecordReader<T> reader = open(file, kind)) {
      for (T record = reader.next(); record != null; record = reader.next()) {
        consumer.accept(record);
      }
      return reader.truncatedBytes();
    }
  }

  /**
   * Reads the records of some orders; the others are passed over undecoded.
   *
   * @param wanted whether an order number is wanted
   * @throws IllegalArgumentException if records of the kind belong to no order
   */
  public static <T> void forEachOf(
      Path file, RecordKind<T> kind, LongPredicate wanted, Consumer<? super T> consumer) {
    try (RecordReader<T> reader = open(file, kind)) {
      reader.read(0, reader.count, wanted, consumer);
    }
  }

  /**
   * Reads some of the records from a record on; those of other orders are passed over undecoded.
   *
   * @param first the number of the record, from 0
   * @param limit how many are looked at; fewer at the end of the file
   * @param wanted whether an order number is wanted
   * @throws IllegalArgumentException if records of the kind belong to no order
   */
  public void read(long first, long limit, LongPredicate wanted, Consumer<? super T> consumer) {
    seek(first);
    long end = Math.min(count, first + limit);
    int order = kind.positionOf("orderNumber");
    while (skipTo(wanted, order, end)) {
      consumer.accept(decode());
      position++;
    }
  }

  private void seek(long record) {
    try {
      channel.position(begin + record * recordBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
    buffer.clear().limit(0);
    position = record;
  }

  /** As {@link #forEach}, but a file that does not exist has no records. */
  public static <T> int forEachIfPresent(
      Path file, RecordKind<T> kind, Consumer<? super T> consumer) {
    return Files.exists(file) ? forEach(file, kind, consumer) : 0;
  }

  /** The file's own header, with its tables and attributes. */
  public FileHeader header() {
    return header;
  }

  /** How many whole records the file has. */
  public long count() {
    return count;
  }

  /** Where the first record begins, in bytes from the start of the file. */
  public long begin() {
    return begin;
  }

  /** The bytes of a truncated last record; 0 if the file ends with a whole one. */
  public int truncatedBytes() {
    return truncatedBytes;
  }

  /** The next record, or null after the last. */
  public @Nullable T next() {
    if (position == count) {
      return null;
    }
    if (buffer.remaining() < recordBytes) {
      refill();
    }
    T record = decode();
    position++;
    return record;
  }

  @Override
  public void close() {
    close(channel);
  }

  long endOfWholeRecords() {
    return begin + count * recordBytes;
  }

  private boolean skipTo(LongPredicate wanted, int field, long end) {
    while (position < end) {
      if (buffer.remaining() < recordBytes) {
        refill();
      }
      if (wanted.test(buffer.getLong(buffer.position() + field))) {
        return true;
      }
      buffer.position(buffer.position() + recordBytes);
      position++;
    }
    return false;
  }

  private T decode() {
    try {
      return codec.decode(buffer);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordsException(file, "record " + position + ": " + e.getMessage(), e);
    }
  }

  private void refill() {
    try {
      buffer.compact();
      fill();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
    if (buffer.remaining() < recordBytes) {
      throw new UnreadableRecordsException(file, "it became shorter while it was read");
    }
  }

  private void fill() throws IOException {
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer);
    }
    buffer.flip();
  }

  private String line() {
    int start = buffer.position();
    int limit = Math.min(buffer.limit(), start + LONGEST_HEADER);
    for (int i = start; i < limit; i++) {
      if (buffer.get(i) == '\n') {
        String line = new String(buffer.array(), start, i - start, StandardCharsets.UTF_8);
        buffer.position(i + 1);
        return line;
      }
    }
    throw new UnreadableRecordsException(file, "it does not begin with the lines of a header");
  }

  private static <T> RecordCodec<T> boundCodec(Path file, RecordKind<T> kind, FileHeader header) {
    try {
      return kind.codec(header);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordsException(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireLayout(Path file, FileHeader expected, FileHeader found) {
    if (!expected.kind().equals(found.kind())) {
      throw new UnreadableRecordsException(
          file,
          "records of kind '"
              + expected.kind()
              + "' expected, but the header says '"
              + found.kind()
              + "'");
    }
    if (!expected.sameLayout(found)) {
      throw new UnreadableRecordsException(
          file, "layout " + expected.fields() + " expected, but the header says " + found.fields());
    }
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
