package io.orderstorm.simulator.order;

/**
 * Counter-based randomness: SplitMix64's finaliser over (seed, position, field). The same three
 * numbers give the same bits for ever, so nothing here has state.
 */
final class Chance {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Chance() {}

  static long bits(long seed, long position, int field) {
    return mix(mix(mix(seed + GOLDEN_GAMMA) + position) + field * GOLDEN_GAMMA);
  }

  /** Uniform over 0 to bound − 1, from the upper 32 of the bits. */
  static int below(int bound, long bits) {
    return (int) (((bits >>> 32) * bound) >>> 32);
  }

  /** Uniform over [0, 1). */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
