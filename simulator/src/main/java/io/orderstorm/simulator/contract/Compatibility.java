package io.orderstorm.simulator.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** The rule that a subject's versions obey, over all of them and not only the last two. */
public enum Compatibility {
  /** A new version reads what all older ones wrote: consumers go first. */
  BACKWARD,
  /** All older versions read what a new one writes: producers go first. */
  FORWARD,
  /** Both. */
  FULL,
  /** Anything goes. */
  NONE;

  /**
   * Why a version may not follow another; empty if it may.
   *
   * @return in the words of the reader that would fail
   */
  public List<String> objections(SchemaVersion older, SchemaVersion newer) {
    var objections = new ArrayList<String>();
    if (this == BACKWARD || this == FULL) {
      objections.addAll(reads(newer, older));
    }
    if (this == FORWARD || this == FULL) {
      objections.addAll(reads(older, newer));
    }
    return objections;
  }

  private static List<String> reads(SchemaVersion reader, SchemaVersion writer) {
    return reads(reader.schema(), writer.schema())
        .map(why -> reader.name() + " can't read " + writer.name() + ": " + why)
        .toList();
  }

  /** Why a reader's schema can't read what was written with another. */
  static Stream<String> reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            found ->
                found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")");
  }
}
