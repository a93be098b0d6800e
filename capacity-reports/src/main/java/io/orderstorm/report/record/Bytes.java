package io.orderstorm.report.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The field types that a ByteBuffer does not know. */
final class Bytes {

  private Bytes() {}

  static void putUuid(ByteBuffer target, UUID value) {
    target.putLong(Long.reverseBytes(value.getMostSignificantBits()));
    target.putLong(Long.reverseBytes(value.getLeastSignificantBits()));
  }

  static UUID uuid(ByteBuffer source) {
    long most = Long.reverseBytes(source.getLong());
    return new UUID(most, Long.reverseBytes(source.getLong()));
  }

  static void putFlag(ByteBuffer target, boolean value) {
    target.put((byte) (value ? 1 : 0));
  }

  static boolean flag(ByteBuffer source) {
    return source.get() != 0;
  }

  static void putU16(ByteBuffer target, int value) {
    target.putShort((short) value);
  }

  static int u16(ByteBuffer source) {
    return Short.toUnsignedInt(source.getShort());
  }

  static int u8(ByteBuffer source) {
    return Byte.toUnsignedInt(source.get());
  }

  /** ASCII, cut or padded with blanks to the length. */
  static void putChars(ByteBuffer target, String text, int length) {
    for (int i = 0; i < length; i++) {
      target.put((byte) (i < text.length() ? text.charAt(i) : ' '));
    }
  }

  static String chars(ByteBuffer source, int length) {
    byte[] bytes = new byte[length];
    source.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII).strip();
  }
}
