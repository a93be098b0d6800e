package io.orderstorm.fault.toxiproxy.toxic;

import io.orderstorm.fault.ToxicStream;

/**
 * A toxic as the API describes it.
 *
 * @param stream the direction
 * @param streamAsSent echoed in answers, as the original does
 * @param toxicity the part of the connections that it strikes; a float, because the API prints it
 *     as one
 */
public record ToxicSpec(
    String name,
    ToxicType type,
    ToxicStream stream,
    String streamAsSent,
    float toxicity,
    Attributes attributes) {

  public ToxicSpec {
    if (stream == ToxicStream.BOTH) {
      throw new IllegalArgumentException("A toxic has one direction; both are two toxics");
    }
    if (!(toxicity >= 0 && toxicity <= 1)) {
      throw new IllegalArgumentException("toxicity must be between 0 and 1, but is " + toxicity);
    }
  }

  public ToxicSpec with(float toxicity, Attributes attributes) {
    return new ToxicSpec(name, type, stream, streamAsSent, toxicity, attributes);
  }
}
