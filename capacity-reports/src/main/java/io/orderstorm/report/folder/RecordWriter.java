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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends records to one file. Threads may share it; an append encodes into memory and writes only
 * when the buffer is full, on {@link #flush()} and on {@link #close()}. What is written is always
 * whole records, as far as the operating system lets it be.
 *
 * @param <T> the record
 */
public final class RecordWriter<T> implements AutoCloseable {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final RecordCodec<T> codec;
  private final int recordBytes;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long appended;
  private boolean closed;

  private RecordWriter(Path file, FileChannel channel, RecordCodec<T> codec, int recordBytes) {
    this.file = file;
    this.channel = channel;
    this.codec = codec;
    this.recordBytes = recordBytes;
  }

  /**
   * Begins a new file, and the folders above it.
   *
   * @throws UncheckedIOException if the file exists or cannot be written
   */
  public static <T> RecordWriter<T> create(Path file, RecordKind<T> kind, FileHeader header) {
    RecordCodec<T> codec = kind.codec(header);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      var writer = new RecordWriter<>(file, channel, codec, header.recordBytes());
      writer.buffer.put(RecordFile.lines(header).getBytes(StandardCharsets.UTF_8));
      writer.flush();
      return writer;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Begins a new file of a kind whose header needs no tables. */
  public static <T> RecordWriter<T> create(Path file, RecordKind<T> kind) {
    return create(file, kind, kind.header());
  }

  /**
   * Continues the file of a process that ended, or begins it. A truncated last record is cut off,
   * so that what follows stays readable; the tables are those of the file.
   *
   * @throws UnreadableRecordsException if the file is of another kind
   */
  public static <T> RecordWriter<T> resume(Path file, RecordKind<T> kind, FileHeader header) {
    if (!Files.exists(file)) {
      return create(file, kind, header);
    }
    try (RecordReader<T> existing = RecordReader.open(file, kind)) {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.truncate(existing.endOfWholeRecords());
      channel.position(existing.endOfWholeRecords());
      return new RecordWriter<>(file, channel, kind.codec(existing.header()), kind.recordBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be continued: " + e.getMessage(), e);
    }
  }

  /**
   * Appends one record.
   *
   * @throws IllegalStateException if the writer is closed
   * @throws UncheckedIOException if a full buffer cannot be written
   */
  public synchronized void append(T record) {
    if (closed) {
      throw new IllegalStateException("append to " + file + " after close");
    }
    if (buffer.remaining() < recordBytes) {
      flush();
    }
    codec.encode(record, buffer);
    appended++;
  }

  /** How many records were appended through this writer. */
  public synchronized long appended() {
    return appended;
  }

  /** Hands everything that was appended to the operating system. */
  public synchronized void flush() {
    if (closed) {
      return;
    }
    try {
      buffer.flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    } catch (IOException e) {
      buffer.compact();
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Flushes and closes the file; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    try (channel) {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed: " + e.getMessage(), e);
    } finally {
      closed = true;
    }
  }
}
