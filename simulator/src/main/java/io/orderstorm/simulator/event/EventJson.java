package io.orderstorm.simulator.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Events as JSON with all their fields, for people and for corrections. Slow beside {@link
 * EventCodec}: Avro's own reader and writer do the work. Stateless.
 */
public final class EventJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EventJson() {}

  /**
   * All fields of an event under their names in the schema; ids as text.
   *
   * @throws UndecodableEventException if the bytes are no event that can be read
   */
  public static ObjectNode read(byte[] bytes) throws UndecodableEventException {
    EventType type = EventCodec.peek(bytes).type();
    EventCodec.decode(bytes); // refuses what follows the event, which Avro does not look at
    Schema schema = EventSchemas.current(type);
    try {
      GenericRecord event =
          new BinaryMessageDecoder<GenericRecord>(new GenericData(), schema).decode(bytes);
      return (ObjectNode) json(event, schema);
    } catch (IOException | AvroRuntimeException e) {
      throw new UndecodableEventException(
          UndecodableEventException.Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The event's bytes.
   *
   * @throws IllegalArgumentException if a field is missing or of another type, saying which
   */
  public static byte[] write(EventType type, JsonNode event) {
    Schema schema = EventSchemas.current(type);
    try {
      ByteBuffer encoded =
          new BinaryMessageEncoder<>(new GenericData(), schema)
              .encode((GenericRecord) value(event, schema, type.text()));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new IllegalArgumentException(type.text() + " can't be written: " + e.getMessage(), e);
    }
  }

  private static JsonNode json(Object value, Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> object((GenericRecord) value, schema);
      case ARRAY -> array((Collection<?>) value, schema.getElementType());
      case FIXED -> NODES.textNode(id(((GenericData.Fixed) value).bytes()).toString());
      case LONG -> NODES.numberNode((Long) value);
      case INT -> NODES.numberNode((Integer) value);
      default -> NODES.textNode(value.toString());
    };
  }

  private static ObjectNode object(GenericRecord value, Schema schema) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : schema.getFields()) {
      object.set(field.name(), json(value.get(field.pos()), field.schema()));
    }
    return object;
  }

  private static ArrayNode array(Collection<?> values, Schema of) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(one -> array.add(json(one, of)));
    return array;
  }

  private static UUID id(byte[] bytes) {
    ByteBuffer id = ByteBuffer.wrap(bytes);
    return new UUID(id.getLong(), id.getLong());
  }

  private static Object value(JsonNode json, Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD -> event(json, schema, path);
      case ARRAY -> list(json, schema, path);
      case FIXED -> fixed(json, schema);
      case LONG -> {
        require(json.isIntegralNumber() && json.canConvertToLong(), path, "a whole number", json);
        yield json.asLong();
      }
      case INT -> {
        require(json.isIntegralNumber() && json.canConvertToInt(), path, "a whole number", json);
        yield json.asInt();
      }
      default -> {
        require(json.isTextual(), path, "text", json);
        yield json.asText();
      }
    };
  }

  private static GenericRecord event(JsonNode json, Schema schema, String path) {
    var event = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      String inside = path + "/" + field.name();
      event.put(field.pos(), value(json.path(field.name()), field.schema(), inside));
    }
    return event;
  }

  private static List<Object> list(JsonNode json, Schema schema, String path) {
    require(json.isArray(), path, "a list", json);
    var list = new GenericData.Array<Object>(json.size(), schema);
    json.forEach(one -> list.add(value(one, schema.getElementType(), path + "/" + list.size())));
    return list;
  }

  private static GenericData.Fixed fixed(JsonNode json, Schema schema) {
    UUID id = UUID.fromString(json.asText());
    return new GenericData.Fixed(
        schema,
        ByteBuffer.allocate(schema.getFixedSize())
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }

  private static void require(boolean fits, String path, String expected, JsonNode given) {
    if (!fits) {
      throw new IllegalArgumentException(path + " is " + expected + ", but is " + given);
    }
  }
}
