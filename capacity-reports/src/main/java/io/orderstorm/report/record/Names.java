package io.orderstorm.report.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A header's table of names; 255 stands for no name. */
final class Names {

  private static final int NONE = 255;

  private final String table;
  private final String[] names;
  private final Map<String, Integer> indexes = new HashMap<>();

  Names(String table, List<String> names) {
    if (names.size() >= NONE) {
      throw new IllegalArgumentException(
          "table '" + table + "' has " + names.size() + " names; at most " + (NONE - 1) + " fit");
    }
    this.table = table;
    this.names = names.toArray(String[]::new);
    for (int i = 0; i < this.names.length; i++) {
      indexes.put(this.names[i], i);
    }
  }

  byte index(@Nullable String name) {
    return name == null || name.isEmpty() ? (byte) NONE : require(name, indexes.get(name));
  }

  /** The index of the name, or of the fallback when the table does not have it. */
  byte indexOr(String name, String fallback) {
    Integer index = indexes.get(name);
    return index == null ? require(fallback, indexes.get(fallback)) : index.byteValue();
  }

  private byte require(String name, @Nullable Integer index) {
    if (index == null) {
      throw new IllegalArgumentException(
          "'" + name + "' is not in the header's '" + table + "': " + indexes.keySet());
    }
    return index.byteValue();
  }

  @Nullable String nameOrNull(byte index) {
    int position = Byte.toUnsignedInt(index);
    return position == NONE ? null : name(index);
  }

  String name(byte index) {
    int position = Byte.toUnsignedInt(index);
    if (position >= names.length) {
      throw new IllegalArgumentException(
          "index " + position + " is beyond the header's '" + table + "' of " + names.length);
    }
    return names[position];
  }
}
