package io.orderstorm.fault;

import java.util.List;
import java.util.Locale;

/** Which direction of a connection a toxic works on: upstream is from the client to the server. */
public enum ToxicStream {
  UPSTREAM,
  DOWNSTREAM,
  BOTH;

  /**
   * As a scenario and the Toxiproxy API write it; {@code both} is ours and stands for two toxics.
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The single directions this stands for. */
  public List<ToxicStream> directions() {
    return this == BOTH ? List.of(UPSTREAM, DOWNSTREAM) : List.of(this);
  }

  /**
   * Reads {@code upstream}, {@code downstream} or {@code both}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ToxicStream parse(String text) {
    for (var stream : values()) {
      if (stream.text().equals(text)) {
        return stream;
      }
    }
    throw new IllegalArgumentException(
        "A stream is upstream, downstream or both, but is '" + text + "'");
  }
}
