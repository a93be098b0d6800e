package io.orderstorm.fault.toxiproxy.toxic;

/**
 * What one toxic did so far.
 *
 * @param removed whether the toxic is gone; its evidence stays
 * @param connectionsStruck connections that the toxic works, or worked, on
 * @param connectionsSpared connections that its toxicity left alone
 * @param firstEffectMillis since the Unix epoch; 0 if it had no effect
 */
public record ToxicEvidence(
    String name,
    String type,
    String stream,
    boolean removed,
    long connectionsStruck,
    long connectionsSpared,
    long connectionsCut,
    long closesDelayed,
    long chunksDelayed,
    long bytesDelayed,
    long chunksDiscarded,
    long bytesDiscarded,
    long slices,
    long firstEffectMillis,
    long lastEffectMillis) {

  /** Whether any byte or connection felt it. */
  public boolean bit() {
    return firstEffectMillis > 0;
  }
}
