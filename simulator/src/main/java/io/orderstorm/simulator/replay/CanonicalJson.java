package io.orderstorm.simulator.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * JSON in one form only: keys sorted, no space, UTF-8. The same content gives the same bytes, so
 * that its SHA-256 names it. Thread-safe.
 */
public final class CanonicalJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .addModule(times())
          .build();

  private CanonicalJson() {}

  /** The text of a value, on one line. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(sorted(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + value.getClass(), e);
    }
  }

  /** The text of a value for people to read, with a line end; as canonical as {@link #text}. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(sorted(value)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + value.getClass(), e);
    }
  }

  /** The value as a tree; a change of it changes nothing else. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The tree as plain values, lists and maps. */
  public static Object plain(JsonNode tree) {
    try {
      return MAPPER.treeToValue(tree, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be read: " + tree, e);
    }
  }

  /**
   * Reads a tree.
   *
   * @throws JsonProcessingException if the text is no JSON, or a key stands twice
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads a value of a known type.
   *
   * @throws JsonProcessingException if the text says something else
   */
  public static <T> T parse(String text, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(text, type);
  }

  /** SHA-256 of the canonical text, in hexadecimal digits. */
  public static String sha256(Object value) {
    return HexFormat.of().formatHex(sha256().digest(text(value).getBytes(StandardCharsets.UTF_8)));
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Trees keep the order in which keys came; plain maps are written sorted. */
  private static Object sorted(Object value) throws JsonProcessingException {
    return MAPPER.treeToValue(MAPPER.valueToTree(value), Object.class);
  }

  private static SimpleModule times() {
    return new SimpleModule()
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addSerializer(Duration.class, ToStringSerializer.instance)
        .addDeserializer(Instant.class, fromText(Instant.class, Instant::parse))
        .addDeserializer(Duration.class, fromText(Duration.class, Duration::parse));
  }

  private static <T> FromStringDeserializer<T> fromText(Class<T> type, Function<String, T> reader) {
    return new FromStringDeserializer<>(type) {
      @Override
      protected T _deserialize(
          String text, com.fasterxml.jackson.databind.DeserializationContext context) {
        return reader.apply(text);
      }
    };
  }
}
