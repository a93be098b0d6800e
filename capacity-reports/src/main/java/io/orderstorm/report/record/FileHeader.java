package io.orderstorm.report.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second line of a record file: what its records are and which names their indexes stand for.
 *
 * @param kind the name of the {@link RecordKind}
 * @param recordBytes the size of one record
 * @param fields name and type spelling of each field, in order
 * @param tables names by table, for example {@code topics}; records hold the index of a name
 * @param attributes what is the same for the whole file, for example {@code topic}
 */
public record FileHeader(
    String kind,
    int recordBytes,
    List<List<String>> fields,
    Map<String, List<String>> tables,
    Map<String, String> attributes) {

  public FileHeader {
    fields = fields.stream().map(List::copyOf).toList();
    Map<String, List<String>> copy = new LinkedHashMap<>();
    tables.forEach((name, names) -> copy.put(name, List.copyOf(names)));
    tables = copy;
    attributes = new LinkedHashMap<>(attributes);
  }

  static FileHeader of(RecordKind<?> kind) {
    return new FileHeader(
        kind.name(),
        kind.recordBytes(),
        kind.fields().stream().map(f -> List.of(f.name(), f.type().spelling())).toList(),
        Map.of(),
        Map.of());
  }

  /** The same header with one more table of names. */
  public FileHeader with(String table, List<String> names) {
    Map<String, List<String>> more = new LinkedHashMap<>(tables);
    more.put(table, names);
    return new FileHeader(kind, recordBytes, fields, more, attributes);
  }

  /** The same header with one more attribute. */
  public FileHeader with(String attribute, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new FileHeader(kind, recordBytes, fields, tables, more);
  }

  public @Nullable String attribute(String name) {
    return attributes.get(name);
  }

  Names names(String table) {
    List<String> names = tables.get(table);
    if (names == null) {
      throw new IllegalArgumentException(
          "a header of kind '"
              + kind
              + "' needs the table '"
              + table
              + "'; it has "
              + tables.keySet());
    }
    return new Names(table, names);
  }

  /** Whether records under both headers have the same layout; tables and attributes may differ. */
  public boolean sameLayout(FileHeader other) {
    return kind.equals(other.kind)
        && recordBytes == other.recordBytes
        && fields.equals(other.fields);
  }
}
