package io.orderstorm.simulator.contract;

import java.util.List;

/**
 * What producers and consumers of one event type agreed on.
 *
 * @param versions oldest first; the last is the one that is written and read today
 * @param consumer who reads it: {@code avro} by schema resolution, {@code orderstorm} by the
 *     stages' own decoder and checks as well
 * @param samples of every version
 */
public record Subject(
    String name,
    String topic,
    String owner,
    Compatibility compatibility,
    List<SchemaVersion> versions,
    Consumer consumer,
    List<Sample> samples) {

  /** Who reads the events. */
  public enum Consumer {
    AVRO,
    ORDERSTORM
  }

  public Subject {
    versions = List.copyOf(versions);
    samples = List.copyOf(samples);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("subject '" + name + "' has no version");
    }
  }

  /** The version that is written and read today. */
  public SchemaVersion current() {
    return versions.get(versions.size() - 1);
  }
}
