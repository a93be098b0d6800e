package io.orderstorm.fault.toxiproxy.relay;

import io.orderstorm.fault.toxiproxy.toxic.ToxicSpec;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The source of chance for one toxic on one connection. It depends on the server's seed and on
 * names and numbers only, never on timing: the n-th connection of a proxy meets the same fate in
 * every run.
 */
record ToxicSeed(long serverSeed, String proxy, long connection) {

  RandomGenerator random(ToxicSpec toxic) {
    var seed = mix(serverSeed, proxy.hashCode());
    seed = mix(seed, connection);
    seed = mix(seed, toxic.name().hashCode());
    return new SplittableRandom(mix(seed, toxic.stream().text().hashCode()));
  }

  /** The finalizer of SplitMix64, over both values. */
  private static long mix(long seed, long value) {
    var z = seed * 0x9E3779B97F4A7C15L + value + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
