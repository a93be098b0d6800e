package io.orderstorm.scenario.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a scenario file. What it was asked for is what it may hold: {@link #end()} refuses
 * every other key.
 *
 * <p>Readers of values throw {@link IllegalArgumentException}s that say what is allowed; the
 * section adds where.
 */
final class Section {

  private final Position position;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private Section(Position position, Map<String, NodeTuple> entries) {
    this.position = position;
    this.entries.putAll(entries);
  }

  private Section(Position position, MappingNode map) {
    this(position, Map.of());
    for (NodeTuple tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw position.child("?", tuple.getKeyNode()).refuse("a key is a word");
      }
      if (entries.put(key.getValue(), tuple) != null) {
        throw position.child(key.getValue(), key).refuse("stands twice");
      }
    }
  }

  static Section of(Position position) {
    if (position.node() instanceof MappingNode map) {
      return new Section(position, map);
    }
    throw position.refuse("expected a mapping of names to values");
  }

  /** A section that was left out. */
  static Section empty(Position position) {
    return new Section(position, Map.of());
  }

  Position position() {
    return position;
  }

  /** The position of a value, or of this section where the value is missing. */
  Position position(String key) {
    NodeTuple tuple = entries.get(key);
    return tuple == null ? position : position.child(key, tuple.getValueNode());
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Set<String> keys() {
    return entries.keySet();
  }

  /** A value that must be there. */
  <T> T required(String key, Function<String, T> reader) {
    return optional(key, reader).orElseThrow(() -> position.refuse("'" + key + "' is missing"));
  }

  /** A value that may be left out. */
  <T> T optional(String key, T fallback, Function<String, T> reader) {
    return optional(key, reader).orElse(fallback);
  }

  <T> Optional<T> optional(String key, Function<String, T> reader) {
    return value(key).map(at -> read(at, reader));
  }

  Optional<Section> section(String key) {
    return value(key).map(Section::of);
  }

  Section requiredSection(String key) {
    return section(key).orElseThrow(() -> position.refuse("'" + key + "' is missing"));
  }

  /** The elements of a list; empty if it is left out. */
  List<Position> list(String key) {
    return value(key).map(Section::elements).orElse(List.of());
  }

  /** Refuses what nobody asked for. */
  void end() {
    for (Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        throw position
            .child(entry.getKey(), entry.getValue().getKeyNode())
            .refuse("unknown key; allowed here: " + String.join(", ", asked));
      }
    }
  }

  static <T> T read(Position at, Function<String, T> reader) {
    if (!(at.node() instanceof ScalarNode scalar)) {
      throw at.refuse("expected a single value");
    }
    try {
      return reader.apply(scalar.getValue());
    } catch (IllegalArgumentException e) {
      throw at.refuse(String.valueOf(e.getMessage()));
    }
  }

  private static List<Position> elements(Position at) {
    if (!(at.node() instanceof SequenceNode list)) {
      throw at.refuse("expected a list");
    }
    var elements = new ArrayList<Position>();
    for (Node element : list.getValue()) {
      elements.add(at.child(Integer.toString(elements.size()), element));
    }
    return elements;
  }

  private Optional<Position> value(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key))
        .map(tuple -> position.child(key, tuple.getValueNode()));
  }
}
