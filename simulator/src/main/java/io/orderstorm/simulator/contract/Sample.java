package io.orderstorm.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as it was once written, and as its consumers have to see it today.
 *
 * @param name where it stands, for messages
 * @param version of the schema that it was written with
 * @param bytes in Avro's single-object encoding
 * @param expected what the reader's schema makes of it, in Avro's JSON encoding
 */
public record Sample(String name, String version, byte[] bytes, JsonNode expected) {

  public Sample {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }
}
