package io.orderstorm.report.record;

import java.nio.ByteBuffer;

/**
 * Turns records into bytes and back, at the buffer's position; the buffer is little-endian and has
 * room for one record.
 *
 * @param <T> the record
 */
public interface RecordCodec<T> {

  void encode(T record, ByteBuffer target);

  T decode(ByteBuffer source);
}
