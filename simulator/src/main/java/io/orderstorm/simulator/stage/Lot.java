package io.orderstorm.simulator.stage;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Draws that are the same in every run: a number from 0 to below 1 that looks like chance and
 * follows from a text or an id. It has nothing to do with the partition that a key lies in.
 */
final class Lot {
  private static final long FNV_BASIS = 0xCBF2_9CE4_8422_2325L;
  private static final long FNV_PRIME = 0x100_0000_01B3L;
  private static final double UNIT = 0x1.0p-53;

  private Lot() {}

  /** The lot of a key: 64-bit FNV-1a, mixed. */
  static double of(String key) {
    long hash = FNV_BASIS;
    for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
    }
    return unit(hash);
  }

  /**
   * The lot of an event for one purpose.
   *
   * @param purpose lots for two purposes know nothing of each other
   */
  static double of(UUID event, long purpose) {
    return unit(mixed(event.getMostSignificantBits() ^ purpose) ^ event.getLeastSignificantBits());
  }

  private static double unit(long bits) {
    return (mixed(bits) >>> 11) * UNIT;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mixed(long bits) {
    long z = bits + 0x9E37_79B9_7F4A_7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
