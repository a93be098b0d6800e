package io.orderstorm.simulator.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Avro's binary encoding into a buffer that is used again and again. */
final class AvroWriter {
  private byte[] buffer = new byte[1024];
  private int end;

  void reset() {
    end = 0;
  }

  byte[] copy() {
    return Arrays.copyOf(buffer, end);
  }

  /** Starts a single-object encoding: the marker and the fingerprint, little-endian. */
  void marker(long fingerprint) {
    room(10);
    buffer[end++] = (byte) 0xC3;
    buffer[end++] = 1;
    for (int shift = 0; shift < 64; shift += 8) {
      buffer[end++] = (byte) (fingerprint >>> shift);
    }
  }

  /** Avro's int and long: zigzag, then seven bits a byte. */
  void number(long value) {
    room(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      buffer[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[end++] = (byte) rest;
  }

  void text(String text) {
    int length = text.length();
    if (!asciiText(text, length)) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      number(encoded.length);
      room(encoded.length);
      System.arraycopy(encoded, 0, buffer, end, encoded.length);
      end += encoded.length;
    }
  }

  void id(UUID id) {
    id(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  void id(long high, long low) {
    room(16);
    bigEndian(high);
    bigEndian(low);
  }

  /** Nearly every text is ASCII and needs no array of its own; leaves no trace when it is not. */
  private boolean asciiText(String text, int length) {
    int start = end;
    number(length);
    room(length);
    for (int at = 0; at < length; at++) {
      char c = text.charAt(at);
      if (c >= 0x80) {
        end = start;
        return false;
      }
      buffer[end++] = (byte) c;
    }
    return true;
  }

  private void bigEndian(long bits) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[end++] = (byte) (bits >>> shift);
    }
  }

  private void room(int bytes) {
    if (buffer.length - end < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, end + bytes));
    }
  }
}
