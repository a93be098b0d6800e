package io.orderstorm.fault;

import java.util.List;

/**
 * A toxic as a fault uses it.
 *
 * @param stream the direction of the data that it works on
 * @param toxicity the part of the connections that it strikes
 */
public record LinkToxic(Toxic toxic, ToxicStream stream, Ratio toxicity) {

  public LinkToxic {
    if (toxicity.equals(Ratio.NONE)) {
      throw new IllegalArgumentException("toxicity must be above 0%, or it has no effect");
    }
    if (toxic instanceof Toxic.Outage
        && (stream != ToxicStream.BOTH || !toxicity.equals(Ratio.ALL))) {
      throw new IllegalArgumentException(
          "an outage takes the whole link down; it has neither a stream nor a toxicity");
    }
    if (toxic instanceof Toxic.HalfOpen && stream == ToxicStream.BOTH) {
      throw new IllegalArgumentException(
          "half_open has one direction: upstream holds the client and takes the server away,"
              + " downstream holds the server and takes the client away");
    }
  }

  /** On all connections. */
  public static LinkToxic of(Toxic toxic, ToxicStream stream) {
    return new LinkToxic(toxic, stream, Ratio.ALL);
  }

  /** The single directions that it works on. */
  public List<ToxicStream> directions() {
    return stream.directions();
  }

  /** {@code each chunk is 250ms late, upstream only, on 20% of the connections}. */
  public String describe() {
    var direction = stream == ToxicStream.BOTH ? "" : ", " + stream.text() + " only";
    var share = toxicity.equals(Ratio.ALL) ? "" : ", on " + toxicity + " of the connections";
    return toxic.describe() + direction + share;
  }
}
