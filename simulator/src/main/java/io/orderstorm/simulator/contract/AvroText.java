package io.orderstorm.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;

/** Events in Avro's single-object encoding, as JSON. */
final class AvroText {

  /** The marker of two bytes, and the fingerprint of eight. */
  static final int HEADER_BYTES = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private AvroText() {}

  /** Whether bytes begin as the encoding demands. */
  static boolean isMarked(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && bytes[0] == (byte) 0xC3 && bytes[1] == 1;
  }

  /** The fingerprint of the schema that an event was written with. */
  static long fingerprint(byte[] bytes) {
    return ByteBuffer.wrap(bytes, 2, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /**
   * What a reader makes of an event.
   *
   * @throws IOException if it can't be read; the message is the reader's own
   */
  static JsonNode read(byte[] bytes, Schema writer, Schema reader) throws IOException {
    try {
      BinaryDecoder in =
          DecoderFactory.get()
              .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null);
      Object event = new GenericDatumReader<>(writer, reader).read(null, in);
      if (!in.isEnd()) {
        throw new IOException("bytes are left behind the event's end");
      }
      return json(event, reader);
    } catch (AvroRuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static JsonNode json(Object event, Schema schema) throws IOException {
    var out = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, out);
    new GenericDatumWriter<>(schema).write(event, encoder);
    encoder.flush();
    return JSON.readTree(out.toString(StandardCharsets.UTF_8));
  }
}
