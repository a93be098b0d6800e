package io.orderstorm.simulator.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** The versioned schema files, oldest first, and the fingerprints they are told apart by. */
public final class EventSchemas {
  private static final Map<EventType, List<Schema>> VERSIONS = load();
  private static final Schema UNREADABLE = parse("/avro/OrderPlaced/unreadable-v2.avsc");

  private static final Schema CHAINED = parse("/avro/OrderPlaced/chained-v3.avsc");

  private EventSchemas() {}

  /** All versions of a type's schema, oldest first; the last is the one that is written. */
  public static List<Schema> versions(EventType type) {
    return VERSIONS.getOrDefault(type, List.of());
  }

  /** The schema that is written. */
  public static Schema current(EventType type) {
    List<Schema> versions = versions(type);
    return versions.get(versions.size() - 1);
  }

  /**
   * A version of OrderPlaced that was published once and can't be read as the current one. It is
   * kept so that what is still written with it can be told from what nobody knows.
   */
  public static Schema unreadableOrderPlaced() {
    return UNREADABLE;
  }

  /**
   * A version of OrderPlaced whose lines are a chain, each with the rest of them inside it. It is
   * read, but not written.
   */
  public static Schema chainedOrderPlaced() {
    return CHAINED;
  }

  /** CRC-64-AVRO of the schema's parsing canonical form. */
  static long fingerprint(EventType type) {
    return SchemaNormalization.parsingFingerprint64(current(type));
  }

  private static Map<EventType, List<Schema>> load() {
    var all = new EnumMap<EventType, List<Schema>>(EventType.class);
    for (EventType type : EventType.values()) {
      all.put(type, load(type));
    }
    return Collections.unmodifiableMap(all);
  }

  private static List<Schema> load(EventType type) {
    var versions = new ArrayList<Schema>();
    for (Schema next = load(type, 1); next != null; next = load(type, versions.size() + 1)) {
      versions.add(next);
    }
    if (versions.isEmpty()) {
      throw new IllegalStateException("no schema file " + file(type, 1));
    }
    return List.copyOf(versions);
  }

  private static @Nullable Schema load(EventType type, int version) {
    return find(file(type, version));
  }

  private static Schema parse(String file) {
    Schema schema = find(file);
    if (schema == null) {
      throw new IllegalStateException("no schema file " + file);
    }
    return schema;
  }

  private static @Nullable Schema find(String file) {
    try (InputStream in = EventSchemas.class.getResourceAsStream(file)) {
      return in == null ? null : new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static String file(EventType type, int version) {
    return "/avro/" + type.text() + "/v" + version + ".avsc";
  }
}
