package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.replay.CanonicalJson;

/**
 * A plan and the SHA-256 of its canonical JSON.
 *
 * @param sha256 hexadecimal
 */
public record SealedPlan(ReplayPlan plan, String sha256) {

  private static final int HASHED = 24;

  public static SealedPlan of(ReplayPlan plan) {
    return new SealedPlan(plan, CanonicalJson.sha256(plan));
  }

  /** Comes from the hash: whoever runs the same plan fences whoever ran it before. */
  public String transactionalId() {
    return "orderstorm-replay-" + sha256.substring(0, HASHED);
  }

  /** The number that stands on everything that the replay causes; ten digits. */
  public int replayId() {
    return replayId(sha256);
  }

  private static int replayId(String sha256) {
    long hash = Long.parseLong(sha256.substring(0, 15), 16);
    return (int) (1_000_000_000L + hash % 1_000_000_000L);
  }
}
