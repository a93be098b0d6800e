package io.orderstorm.simulator.event;

import io.orderstorm.simulator.event.UndecodableEventException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Avro's binary encoding from bytes that may be anything. */
final class AvroReader {
  private final byte[] bytes;
  private int at;

  AvroReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads the single-object marker and gives the fingerprint. */
  long marker() throws UndecodableEventException {
    if (bytes.length < 10 || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
      throw malformed("no single-object marker C3 01 in " + bytes.length + " bytes");
    }
    long fingerprint = 0;
    for (int index = 9; index > 1; index--) {
      fingerprint = fingerprint << 8 | (bytes[index] & 0xFF);
    }
    at = 10;
    return fingerprint;
  }

  long number() throws UndecodableEventException {
    long zigzag = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte next = bytes[at++];
      zigzag |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return zigzag >>> 1 ^ -(zigzag & 1);
      }
    }
    throw malformed("a number longer than 10 bytes at byte " + at);
  }

  int smallNumber() throws UndecodableEventException {
    long number = number();
    if (number != (int) number) {
      throw malformed(number + " is no int, before byte " + at);
    }
    return (int) number;
  }

  String text() throws UndecodableEventException {
    int length = length();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /** The text itself if it is one of {@code known}, so that names met all the time cost nothing. */
  String text(String[] known) throws UndecodableEventException {
    int length = length();
    for (String name : known) {
      if (name.length() == length && matches(name)) {
        at += length;
        return name;
      }
    }
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  void skipText() throws UndecodableEventException {
    int length = length();
    at += length;
  }

  UUID id() throws UndecodableEventException {
    need(16);
    return new UUID(bigEndian(), bigEndian());
  }

  void skipId() throws UndecodableEventException {
    need(16);
    at += 16;
  }

  /**
   * @throws UndecodableEventException if something is left
   */
  void end() throws UndecodableEventException {
    if (at != bytes.length) {
      throw malformed(bytes.length - at + " bytes too many");
    }
  }

  UndecodableEventException malformed(String message) {
    return new UndecodableEventException(Reason.MALFORMED, message);
  }

  private int length() throws UndecodableEventException {
    long length = number();
    if (length < 0 || length > bytes.length - at) {
      throw malformed("a text of " + length + " bytes with " + (bytes.length - at) + " left");
    }
    return (int) length;
  }

  private boolean matches(String name) {
    for (int index = 0; index < name.length(); index++) {
      if (bytes[at + index] != name.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  private long bigEndian() {
    long bits = 0;
    for (int index = 0; index < 8; index++) {
      bits = bits << 8 | (bytes[at++] & 0xFF);
    }
    return bits;
  }

  private void need(int count) throws UndecodableEventException {
    if (bytes.length - at < count) {
      throw malformed("ends at byte " + bytes.length + " within a value");
    }
  }
}
