package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;

/**
 * Digests that make chains of events checkable without keeping their ids. What an event <em>is</em>
 * (id and position) is added to its order's balance, once for each record that should name it as
 * its cause; what an event names as its cause is taken off. The same is done with the effects that
 * events tell of and those that services performed and the store holds. The sum is nought if every
 * cause is there, at its position, and of the right kind, and if all three tell the same effects of
 * the same causes; otherwise, but for one case in 2⁶⁴, it is not, and the order is looked at by its
 * records.
 */
final class Link {

  /** What kind of event a cause must be. */
  static final int PLACEMENT = 1;

  static final int STOCK = 2;
  static final int PAYMENT = 3;
  static final int END = 4;

  private static final int PERFORMED = 16;
  private static final int STORED = 32;
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xC2B2AE3D27D4EB4FL;
  private static final long THIRD = 0xD6E8FEB86659FD93L;

  private Link() {}

  /** An event of a kind, by id and position. */
  static long event(int kind, long high, long low, int topic, int partition, long offset) {
    long place = offset * THIRD + (((long) topic << 32) ^ partition) * FIRST;
    return mix(kind, high, low, place);
  }

  /** An event by its id alone. */
  static long id(long high, long low) {
    return mix(0, high, low, 0);
  }

  /** An effect that a service performed. */
  static long performed(EffectType type, long causeHigh, long causeLow) {
    return mix(PERFORMED + type.code(), causeHigh, causeLow, 0);
  }

  /** An effect that the store holds. */
  static long stored(EffectType type, long causeHigh, long causeLow) {
    return mix(STORED + type.code(), causeHigh, causeLow, 0);
  }

  /** An effect that an event tells of: performed, and stored. */
  static long told(EffectType type, long causeHigh, long causeLow) {
    return performed(type, causeHigh, causeLow) + stored(type, causeHigh, causeLow);
  }

  private static long mix(int salt, long high, long low, long place) {
    long hash = (high + salt * SECOND) * FIRST;
    hash ^= hash >>> 32;
    hash = (hash + low) * SECOND;
    hash ^= hash >>> 29;
    hash = (hash + place) * THIRD;
    hash ^= hash >>> 32;
    hash *= FIRST;
    return hash ^ (hash >>> 31);
  }
}
