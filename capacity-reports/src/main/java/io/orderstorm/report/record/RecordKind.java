package io.orderstorm.report.record;

import java.util.List;
import java.util.function.Function;

/**
 * A kind of record: its name, its fields in file order, and the codec that turns records into bytes
 * and back.
 *
 * @param <T> the record
 */
public final class RecordKind<T> {

  /** One field of the layout. */
  public record Field(String name, FieldType type) {}

  private final String name;
  private final List<Field> fields;
  private final Function<FileHeader, RecordCodec<T>> codecs;

  RecordKind(String name, List<Field> fields, Function<FileHeader, RecordCodec<T>> codecs) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.codecs = codecs;
  }

  static Field field(String name, FieldType type) {
    return new Field(name, type);
  }

  /** As spelled in the header's {@code kind}. */
  public String name() {
    return name;
  }

  public List<Field> fields() {
    return fields;
  }

  public int recordBytes() {
    return fields.stream().mapToInt(field -> field.type().bytes()).sum();
  }

  /**
   * Where a field begins within a record.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  public int positionOf(String field) {
    int position = 0;
    for (Field of : fields) {
      if (of.name().equals(field)) {
        return position;
      }
      position += of.type().bytes();
    }
    throw new IllegalArgumentException("a " + name + " has no field '" + field + "'");
  }

  /**
   * A header without names or attributes; kinds that refer to topics and the like need {@code
   * header().with(…)}.
   */
  public FileHeader header() {
    return FileHeader.of(this);
  }

  /**
   * The codec bound to the name tables of one file.
   *
   * @throws IllegalArgumentException if the header lacks a table that this kind refers to
   */
  public RecordCodec<T> codec(FileHeader header) {
    return codecs.apply(header);
  }

  @Override
  public String toString() {
    return name;
  }
}
