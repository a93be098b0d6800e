package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.replay.CanonicalJson;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** SHA-256 over offset, key and value of records in their order. For one thread, used up once. */
public final class SliceDigest {

  private final MessageDigest digest = CanonicalJson.sha256();

  public void add(ConsumerRecord<byte[], byte[]> record) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, record.offset()));
    add(record.key());
    add(record.value());
  }

  /** Length first, so that what ends one field can't begin the next; −1 for none. */
  private void add(byte @Nullable [] bytes) {
    int length = bytes == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
