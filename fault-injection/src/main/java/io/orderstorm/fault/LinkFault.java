package io.orderstorm.fault;

import java.time.Duration;

/**
 * A toxic on all links that a selector stands for.
 *
 * @param toxicity the part of the connections that the toxic strikes; an outage strikes all of them
 */
public record LinkFault(
    String name,
    Duration at,
    Duration lasting,
    LinkSelector on,
    Toxic toxic,
    ToxicStream stream,
    Ratio toxicity)
    implements Fault {

  public LinkFault {
    Required.window(name, at, lasting);
    if (toxic instanceof Toxic.Outage
        && (stream != ToxicStream.BOTH || !toxicity.equals(Ratio.ALL))) {
      throw new IllegalArgumentException(
          "Fault '"
              + name
              + "': an outage takes the whole link down; it has neither a stream nor a toxicity");
    }
    if (toxicity.equals(Ratio.NONE)) {
      throw new IllegalArgumentException(
          "Fault '" + name + "': toxicity must be above 0%, or it has no effect");
    }
  }

  @Override
  public String describe() {
    var direction = stream == ToxicStream.BOTH ? "" : ", " + stream.text() + " only";
    var share = toxicity.equals(Ratio.ALL) ? "" : ", on " + toxicity + " of the connections";
    return on.text() + ": " + toxic.describe() + direction + share;
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.link(this);
  }
}
