package io.orderstorm.simulator.contract;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * A version of a subject's schema.
 *
 * @param name {@code v1}
 */
public record SchemaVersion(String name, Schema schema) {

  /**
   * Reads a version.
   *
   * @param text the schema as JSON
   * @throws IllegalArgumentException if it is no Avro schema; says why
   */
  public static SchemaVersion parse(String name, String text) {
    try {
      return new SchemaVersion(name, new Schema.Parser().parse(text));
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException("is no Avro schema: " + e.getMessage(), e);
    }
  }

  /** CRC-64-AVRO of the schema's parsing canonical form, which stands in front of each event. */
  public long fingerprint() {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
