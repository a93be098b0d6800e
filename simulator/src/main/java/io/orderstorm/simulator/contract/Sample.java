package io.orderstorm.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/**
 * An event as it was once written, and as its consumers have to see it today.
 *
 * @param name where it stands, for messages
 * @param version of the schema that it was written with
 * @param base64 its bytes in Avro's single-object encoding, as text
 * @param expected what the reader's schema makes of it, in Avro's JSON encoding
 */
public record Sample(String name, String version, String base64, JsonNode expected) {

  /**
   * A sample.
   *
   * @throws IllegalArgumentException if its bytes are not base64
   */
  public Sample {
    var unused = Base64.getDecoder().decode(base64);
  }

  /** The event's bytes. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
