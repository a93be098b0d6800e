package io.orderstorm.simulator.downstream;

import java.util.Arrays;
import java.util.UUID;

/**
 * Idempotency keys and the answer that each got: an open-addressing table of 17 bytes a slot, since
 * a service remembers a key for as long as the run lasts. Not thread-safe.
 */
final class KnownKeys {
  private static final int FIRST_CAPACITY = 1 << 12;

  private long[] keys = new long[2 * FIRST_CAPACITY];
  private short[] answers = new short[FIRST_CAPACITY];
  private int size;

  /** The answer that the key got, 0 if it is not known. */
  int answer(UUID key) {
    return answers[slot(key.getMostSignificantBits(), key.getLeastSignificantBits())];
  }

  /** Remembers the first answer of a key. */
  void remember(UUID key, int answer) {
    if (answer < 1 || answer > Short.MAX_VALUE) {
      throw new IllegalArgumentException("an answer is a HTTP status, not " + answer);
    }
    if (2 * (size + 1) > answers.length) {
      grow();
    }
    put(key.getMostSignificantBits(), key.getLeastSignificantBits(), (short) answer);
  }

  private void put(long high, long low, short answer) {
    int slot = slot(high, low);
    if (answers[slot] == 0) {
      keys[2 * slot] = high;
      keys[2 * slot + 1] = low;
      answers[slot] = answer;
      size++;
    }
  }

  private int slot(long high, long low) {
    int mask = answers.length - 1;
    int slot = Long.hashCode((high ^ low) * 0x9E3779B97F4A7C15L) & mask;
    while (answers[slot] != 0 && (keys[2 * slot] != high || keys[2 * slot + 1] != low)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    short[] oldAnswers = answers;
    keys = new long[2 * oldKeys.length];
    answers = Arrays.copyOf(new short[0], 2 * oldAnswers.length);
    size = 0;
    for (int slot = 0; slot < oldAnswers.length; slot++) {
      if (oldAnswers[slot] != 0) {
        put(oldKeys[2 * slot], oldKeys[2 * slot + 1], oldAnswers[slot]);
      }
    }
  }
}
